//! Messages of the field's standard contracts.

use cosmwasm_std::Addr;
use cw20::{Cw20Coin, Cw20ReceiveMsg, EmbeddedLogo, Logo};
use cw_ownable::{Action, Ownership};
use cw_utils::Expiration;

use crate::{FromJson, Text, ToJson, Tree, Wrong};

impl FromJson for Cw20ReceiveMsg {
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        let mut fields = tree.fields(wrong);
        let message = Self {
            sender: fields.take("sender", wrong),
            amount: fields.take("amount", wrong),
            msg: fields.take("msg", wrong),
        };
        fields.end(wrong);
        message
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
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        let mut fields = tree.fields(wrong);
        let coin = Self {
            address: fields.take("address", wrong),
            amount: fields.take("amount", wrong),
        };
        fields.end(wrong);
        coin
    }
}

impl ToJson for Cw20Coin {
    fn write(&self, text: &mut Text) {
        text.object(&[("address", &self.address), ("amount", &self.amount)]);
    }
}

impl FromJson for Expiration {
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        let (name, body) = tree.variant(wrong);
        match name.as_str() {
            "at_height" => Self::AtHeight(FromJson::from_tree(body.tree(wrong), wrong)),
            "at_time" => Self::AtTime(FromJson::from_tree(body.tree(wrong), wrong)),
            other => {
                if other != "never" {
                    wrong.unknown(other);
                }
                body.tree(wrong).fields(wrong).end(wrong);
                Self::Never {}
            }
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
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        let (name, body) = tree.variant(wrong);
        match name.as_str() {
            "transfer_ownership" => {
                let mut fields = body.tree(wrong).fields(wrong);
                let action = Self::TransferOwnership {
                    new_owner: fields.take("new_owner", wrong),
                    expiry: fields.take("expiry", wrong),
                };
                fields.end(wrong);
                action
            }
            "accept_ownership" => {
                body.nothing(wrong);
                Self::AcceptOwnership
            }
            other => {
                if other != "renounce_ownership" {
                    wrong.unknown(other);
                }
                body.nothing(wrong);
                Self::RenounceOwnership
            }
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
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        let (name, body) = tree.variant(wrong);
        if name == "embedded" {
            return Self::Embedded(FromJson::from_tree(body.tree(wrong), wrong));
        }
        if name != "url" {
            wrong.unknown(&name);
        }
        Self::Url(body.tree(wrong).text(wrong))
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
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        let (name, body) = tree.variant(wrong);
        let data = FromJson::from_tree(body.tree(wrong), wrong);
        if name == "svg" {
            return Self::Svg(data);
        }
        if name != "png" {
            wrong.unknown(&name);
        }
        Self::Png(data)
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
