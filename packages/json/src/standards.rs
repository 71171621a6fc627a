//! Messages of the field's standard contracts.

use cosmwasm_std::Addr;
use cw20::{Cw20Coin, Cw20ExecuteMsg, Cw20ReceiveMsg, EmbeddedLogo, Logo};
use cw_ownable::{Action, Ownership};
use cw_utils::Expiration;

use crate::{FromJson, Misread, Text, ToJson, Tree};

impl FromJson for Cw20ReceiveMsg {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        let mut fields = tree.fields()?;
        let message = Self {
            sender: fields.take("sender")?,
            amount: fields.take("amount")?,
            msg: fields.take("msg")?,
        };
        fields.end()?;
        Ok(message)
    }
}

impl ToJson for Cw20ReceiveMsg {
    fn write(&self, text: &mut Text) {
        text.object(&[
            ("sender", &self.sender),
            ("amount", &self.amount),
            ("msg", &self.msg),
        ]);
    }
}

impl FromJson for Cw20Coin {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        let mut fields = tree.fields()?;
        let coin = Self {
            address: fields.take("address")?,
            amount: fields.take("amount")?,
        };
        fields.end()?;
        Ok(coin)
    }
}

impl ToJson for Cw20Coin {
    fn write(&self, text: &mut Text) {
        text.object(&[("address", &self.address), ("amount", &self.amount)]);
    }
}

impl FromJson for Expiration {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        let (name, body) = tree.variant()?;
        match name.as_str() {
            "at_height" => u64::from_tree(body.tree()?).map(Self::AtHeight),
            "at_time" => FromJson::from_tree(body.tree()?).map(Self::AtTime),
            "never" => {
                body.tree()?.fields()?.end()?;
                Ok(Self::Never {})
            }
            _ => Err(Misread::Unknown(name)),
        }
    }
}

impl ToJson for Expiration {
    fn write(&self, text: &mut Text) {
        match self {
            Self::AtHeight(height) => text.object(&[("at_height", height)]),
            Self::AtTime(time) => text.object(&[("at_time", time)]),
            Self::Never {} => text.variant("never", &[]),
        }
    }
}

impl FromJson for Action {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        let (name, body) = tree.variant()?;
        match name.as_str() {
            "transfer_ownership" => {
                let mut fields = body.tree()?.fields()?;
                let action = Self::TransferOwnership {
                    new_owner: fields.take("new_owner")?,
                    expiry: fields.take("expiry")?,
                };
                fields.end()?;
                Ok(action)
            }
            "accept_ownership" => body.nothing().map(|()| Self::AcceptOwnership),
            "renounce_ownership" => body.nothing().map(|()| Self::RenounceOwnership),
            _ => Err(Misread::Unknown(name)),
        }
    }
}

impl ToJson for Action {
    fn write(&self, text: &mut Text) {
        match self {
            Self::TransferOwnership { new_owner, expiry } => {
                let fields: [(&str, &dyn ToJson); 2] =
                    [("new_owner", new_owner), ("expiry", expiry)];
                text.variant("transfer_ownership", &fields);
            }
            Self::AcceptOwnership => text.word("accept_ownership"),
            Self::RenounceOwnership => text.word("renounce_ownership"),
        }
    }
}

impl ToJson for Ownership<Addr> {
    fn write(&self, text: &mut Text) {
        text.object(&[
            ("owner", &self.owner),
            ("pending_owner", &self.pending_owner),
            ("pending_expiry", &self.pending_expiry),
        ]);
    }
}

impl FromJson for Logo {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        let (name, body) = tree.variant()?;
        match name.as_str() {
            "url" => body.tree()?.text().map(Self::Url),
            "embedded" => FromJson::from_tree(body.tree()?).map(Self::Embedded),
            _ => Err(Misread::Unknown(name)),
        }
    }
}

impl ToJson for Logo {
    fn write(&self, text: &mut Text) {
        match self {
            Self::Url(url) => text.object(&[("url", url)]),
            Self::Embedded(logo) => text.object(&[("embedded", logo)]),
        }
    }
}

impl FromJson for EmbeddedLogo {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        let (name, body) = tree.variant()?;
        match name.as_str() {
            "svg" => FromJson::from_tree(body.tree()?).map(Self::Svg),
            "png" => FromJson::from_tree(body.tree()?).map(Self::Png),
            _ => Err(Misread::Unknown(name)),
        }
    }
}

impl ToJson for EmbeddedLogo {
    fn write(&self, text: &mut Text) {
        match self {
            Self::Svg(data) => text.object(&[("svg", data)]),
            Self::Png(data) => text.object(&[("png", data)]),
        }
    }
}

/// Reads the variants of one message, each with its fields.
macro_rules! variants {
    ($tree:ident; $($word:literal: $variant:ident { $($field:ident),* })+) => {{
        let (name, body) = $tree.variant()?;
        match name.as_str() {
            $($word => {
                let mut fields = body.tree()?.fields()?;
                let message = Self::$variant { $($field: fields.take(stringify!($field))?),* };
                fields.end()?;
                Ok(message)
            })+
            "upload_logo" => FromJson::from_tree(body.tree()?).map(Self::UploadLogo),
            _ => Err(Misread::Unknown(name)),
        }
    }};
}

impl FromJson for Cw20ExecuteMsg {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        variants! { tree;
            "transfer": Transfer { recipient, amount }
            "burn": Burn { amount }
            "send": Send { contract, amount, msg }
            "increase_allowance": IncreaseAllowance { spender, amount, expires }
            "decrease_allowance": DecreaseAllowance { spender, amount, expires }
            "transfer_from": TransferFrom { owner, recipient, amount }
            "send_from": SendFrom { owner, contract, amount, msg }
            "burn_from": BurnFrom { owner, amount }
            "mint": Mint { recipient, amount }
            "update_minter": UpdateMinter { new_minter }
            "update_marketing": UpdateMarketing { project, description, marketing }
        }
    }
}
