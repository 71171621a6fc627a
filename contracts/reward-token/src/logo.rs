//! What marketing data may be: bounded texts, and a small logo that begins as its kind does.

use aftercare_interface::reward_token::{MAX_DESCRIPTION, MAX_LINK, MAX_LOGO};
use aftercare_kit::check as bounds;
use cw20::{EmbeddedLogo, Logo, LogoInfo};

use crate::ContractError;

/// The eight bytes that every PNG begins with.
const PNG: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];

pub fn check_texts(project: Option<&str>, description: Option<&str>) -> Result<(), ContractError> {
    bounds::length(project.unwrap_or_default(), "project", 0, MAX_LINK)?;
    bounds::length(
        description.unwrap_or_default(),
        "description",
        0,
        MAX_DESCRIPTION,
    )?;
    Ok(())
}

pub fn check(logo: &Logo) -> Result<(), ContractError> {
    match logo {
        Logo::Url(link) => Ok(bounds::length(link, "logo", 0, MAX_LINK)?),
        Logo::Embedded(EmbeddedLogo::Svg(data)) => {
            embedded(data, "SVG with an XML preamble", is_svg)
        }
        Logo::Embedded(EmbeddedLogo::Png(data)) => {
            embedded(data, "PNG", |data| data.starts_with(&PNG))
        }
    }
}

fn embedded(
    data: &[u8],
    need: &'static str,
    begins: impl Fn(&[u8]) -> bool,
) -> Result<(), ContractError> {
    let (length, max) = (data.len(), MAX_LOGO);
    if length > max {
        return Err(ContractError::LogoSize { length, max });
    }
    if begins(data) {
        Ok(())
    } else {
        Err(ContractError::LogoFormat { need })
    }
}

/// The first tag is `<?xml …?>`.
fn is_svg(data: &[u8]) -> bool {
    let first = data.split_inclusive(|byte| *byte == b'>').next();
    first.is_some_and(|tag| tag.starts_with(b"<?xml ") && tag.ends_with(b"?>"))
}

pub fn info(logo: &Logo) -> LogoInfo {
    match logo {
        Logo::Url(link) => LogoInfo::Url(link.clone()),
        Logo::Embedded(_) => LogoInfo::Embedded,
    }
}

pub fn kind(logo: &Logo) -> &'static str {
    match logo {
        Logo::Url(_) => "url",
        Logo::Embedded(EmbeddedLogo::Svg(_)) => "svg",
        Logo::Embedded(EmbeddedLogo::Png(_)) => "png",
    }
}
