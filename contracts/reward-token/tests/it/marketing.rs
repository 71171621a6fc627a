//! update_marketing, upload_logo
//! ├── given the marketing address
//! │   ├── it changes what is named, removes what is blank, keeps the rest
//! │   ├── once it gives itself up, nobody changes anything
//! │   └── where it blanks everything, the token has no marketing data any more
//! ├── given a logo
//! │   ├── it takes 5,120 bytes of PNG or SVG and not one more
//! │   └── it refuses what does not begin as its kind does
//! ├── given a text out of bounds
//! │   └── it refuses
//! └── given anybody else, or a token without marketing data
//!     └── it refuses

use aftercare_interface::reward_token::{
    ExecuteMsg, InstantiateMarketingInfo, InstantiateMsg, MarketingInfoResponse, QueryMsg,
};
use aftercare_kit::KitError;
use aftercare_reward_token::ContractError;
use cosmwasm_std::Binary;
use cw20::{DownloadLogoResponse, EmbeddedLogo, Logo, LogoInfo};

use crate::world::{event, instantiated, person, setup, World};

const PNG: &[u8] = &[0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a];
const SVG: &[u8] = b"<?xml version=\"1.0\"?><svg/>";

fn world() -> World {
    let marketing = InstantiateMarketingInfo {
        project: Some("https://aftercare.example".into()),
        description: Some("Rewards for help".into()),
        marketing: Some(person("mia").into()),
        logo: Some(Logo::Url("https://aftercare.example/logo".into())),
    };
    let msg = InstantiateMsg {
        marketing: Some(marketing),
        ..setup()
    };
    instantiated(&msg, &[]).unwrap()
}

fn info(world: &World) -> MarketingInfoResponse {
    world.ask(&QueryMsg::MarketingInfo {})
}

fn update(project: Option<&str>, marketing: Option<&str>) -> ExecuteMsg {
    ExecuteMsg::UpdateMarketing {
        project: project.map(str::to_owned),
        description: None,
        marketing: marketing.map(str::to_owned),
    }
}

fn padded(head: &[u8], length: usize) -> Binary {
    let mut data = head.to_vec();
    data.resize(length, b' ');
    data.into()
}

#[test]
fn the_marketing_address_changes_removes_and_keeps() {
    let mut world = world();
    world.act("mia", &update(Some("  "), None)).unwrap();
    let after = info(&world);
    assert_eq!(after.project, None);
    assert_eq!(after.description.as_deref(), Some("Rewards for help"));
    assert_eq!(after.marketing, Some(person("mia")));
    assert_eq!(
        after.logo,
        Some(LogoInfo::Url("https://aftercare.example/logo".into()))
    );
}

#[test]
fn who_gives_the_role_up_cannot_take_it_back() {
    let mut world = world();
    world.act("mia", &update(None, Some(""))).unwrap();
    assert_eq!(info(&world).marketing, None);
    let refused = ContractError::NotMarketing {
        sender: person("mia"),
    };
    assert_eq!(
        world.act("mia", &update(Some("x"), None)).unwrap_err(),
        refused
    );
}

#[test]
fn who_blanks_everything_leaves_no_marketing_data() {
    let marketing = InstantiateMarketingInfo {
        project: Some("https://aftercare.example".into()),
        description: None,
        marketing: Some(person("mia").into()),
        logo: None,
    };
    let msg = InstantiateMsg {
        marketing: Some(marketing),
        ..setup()
    };
    let mut world = instantiated(&msg, &[]).unwrap();
    world.act("mia", &update(Some(""), Some(""))).unwrap();
    assert_eq!(info(&world), MarketingInfoResponse::default());
    assert_eq!(info(&world), info(&World::new()));
}

#[test]
fn a_logo_has_at_most_5_120_bytes() {
    let mut world = world();
    for (head, mime) in [(PNG, "image/png"), (SVG, "image/svg+xml")] {
        let logo = |length| {
            let data = padded(head, length);
            let kind = if head == PNG {
                EmbeddedLogo::Png(data)
            } else {
                EmbeddedLogo::Svg(data)
            };
            ExecuteMsg::UploadLogo(Logo::Embedded(kind))
        };
        let response = world.act("mia", &logo(5_120)).unwrap();
        let kind = if head == PNG { "png" } else { "svg" };
        let told = event(&response, "logo-uploaded");
        let mut words = told.attributes.iter();
        assert!(words.any(|word| word.key == "kind" && word.value == kind));
        let stored: DownloadLogoResponse = world.ask(&QueryMsg::DownloadLogo {});
        assert_eq!(
            (stored.mime_type.as_str(), stored.data.len()),
            (mime, 5_120)
        );
        assert_eq!(info(&world).logo, Some(LogoInfo::Embedded));
        let refused = ContractError::LogoSize {
            length: 5_121,
            max: 5_120,
        };
        assert_eq!(world.act("mia", &logo(5_121)).unwrap_err(), refused);
    }
}

#[test]
fn a_logo_begins_as_its_kind_does() {
    let mut world = world();
    let swapped = [
        (EmbeddedLogo::Png(SVG.into()), "PNG"),
        (EmbeddedLogo::Svg(PNG.into()), "SVG with an XML preamble"),
        (
            EmbeddedLogo::Svg(Binary::default()),
            "SVG with an XML preamble",
        ),
        (
            EmbeddedLogo::Svg(b"<?xml version".into()),
            "SVG with an XML preamble",
        ),
    ];
    for (logo, need) in swapped {
        let msg = ExecuteMsg::UploadLogo(Logo::Embedded(logo));
        assert_eq!(
            world.act("mia", &msg).unwrap_err(),
            ContractError::LogoFormat { need }
        );
    }
}

#[test]
fn a_link_cannot_be_downloaded() {
    let world = world();
    let answer = world.try_ask::<DownloadLogoResponse>(&QueryMsg::DownloadLogo {});
    assert!(answer.is_err());
}

#[test]
fn texts_are_bounded() {
    let mut world = world();
    world
        .act("mia", &update(Some(&"p".repeat(512)), None))
        .unwrap();
    let error = world
        .act("mia", &update(Some(&"p".repeat(513)), None))
        .unwrap_err();
    assert_eq!(
        error,
        KitError::Length {
            field: "project",
            length: 513,
            min: 0,
            max: 512
        }
        .into()
    );
    let logo = ExecuteMsg::UploadLogo(Logo::Url("l".repeat(513)));
    let error = world.act("mia", &logo).unwrap_err();
    assert_eq!(
        error,
        KitError::Length {
            field: "logo",
            length: 513,
            min: 0,
            max: 512
        }
        .into()
    );
    let description = ExecuteMsg::UpdateMarketing {
        project: None,
        description: Some("d".repeat(1_025)),
        marketing: None,
    };
    let refused = KitError::Length {
        field: "description",
        length: 1_025,
        min: 0,
        max: 1_024,
    };
    assert_eq!(world.act("mia", &description).unwrap_err(), refused.into());
}

#[test]
fn nobody_else_changes_marketing_data() {
    let refused = |name| ContractError::NotMarketing {
        sender: person(name),
    };
    let logo = ExecuteMsg::UploadLogo(Logo::Embedded(EmbeddedLogo::Png(PNG.into())));
    let mut world = world();
    for name in ["ada", "max", "admin"] {
        assert_eq!(
            world.act(name, &update(Some("x"), None)).unwrap_err(),
            refused(name)
        );
        assert_eq!(world.act(name, &logo).unwrap_err(), refused(name));
    }
    let mut bare = World::new();
    assert_eq!(bare.act("mia", &logo).unwrap_err(), refused("mia"));
    assert_eq!(info(&bare), MarketingInfoResponse::default());
}
