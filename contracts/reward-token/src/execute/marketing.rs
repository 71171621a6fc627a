//! Marketing data and logo: nothing that moves a token.

use cosmwasm_std::{Addr, DepsMut, Response, Storage};
use cw20::{Logo, MarketingInfoResponse};

use crate::event::{LogoUploaded, MarketingUpdated};
use crate::state::{LOGO, MARKETING};
use crate::{logo, ContractError};

/// Absent: as it was. Blank: removed.
pub struct MarketingChange {
    pub project: Option<String>,
    pub description: Option<String>,
    pub marketing: Option<String>,
}

pub fn update(
    deps: DepsMut<'_>,
    sender: Addr,
    change: MarketingChange,
) -> Result<Response, ContractError> {
    let mut info = load(deps.storage, &sender)?;
    logo::check_texts(change.project.as_deref(), change.description.as_deref())?;
    set(&mut info.project, change.project);
    set(&mut info.description, change.description);
    let mut marketing = info.marketing.take().map(String::from);
    set(&mut marketing, change.marketing);
    info.marketing = marketing
        .map(|text| deps.api.addr_validate(&text))
        .transpose()?;
    if info == MarketingInfoResponse::default() {
        MARKETING.remove(deps.storage);
    } else {
        MARKETING.save(deps.storage, &info);
    }
    let (by, marketing) = (sender, info.marketing);
    Ok(Response::new()
        .add_attribute("action", "update_marketing")
        .add_event(MarketingUpdated { by, marketing }))
}

pub fn upload_logo(deps: DepsMut<'_>, sender: Addr, logo: Logo) -> Result<Response, ContractError> {
    let mut info = load(deps.storage, &sender)?;
    logo::check(&logo)?;
    LOGO.save(deps.storage, &logo);
    info.logo = Some(logo::info(&logo));
    MARKETING.save(deps.storage, &info);
    let (by, kind) = (sender, logo::kind(&logo));
    Ok(Response::new()
        .add_attribute("action", "upload_logo")
        .add_event(LogoUploaded { by, kind }))
}

fn load(storage: &dyn Storage, sender: &Addr) -> Result<MarketingInfoResponse, ContractError> {
    let info = MARKETING.may_load(storage)?.unwrap_or_default();
    if info.marketing.as_ref() == Some(sender) {
        Ok(info)
    } else {
        let sender = sender.clone();
        Err(ContractError::NotMarketing { sender })
    }
}

fn set(field: &mut Option<String>, change: Option<String>) {
    if let Some(text) = change {
        *field = Some(text).filter(|text| !text.trim().is_empty());
    }
}
