//! What can be sent to a chain: one kind a variant, shown and sent from the same data.

use cosmrs::proto::cosmos::bank::v1beta1::MsgSend;
use cosmrs::proto::cosmos::base::v1beta1::Coin as ProtoCoin;
use cosmrs::proto::cosmwasm::wasm::v1::{
    MsgClearAdmin, MsgExecuteContract, MsgInstantiateContract, MsgInstantiateContract2,
    MsgMigrateContract, MsgStoreCode, MsgUpdateAdmin,
};
use cosmrs::proto::traits::Name;
use cosmrs::Any;
use cosmwasm_std::Coin;

/// A message, without its sender: whoever signs sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// Coins to an account.
    Send {
        /// The account.
        to: String,
        /// The coins.
        amount: Vec<Coin>,
    },
    /// A code.
    Store {
        /// The Wasm, compressed or not.
        wasm: Vec<u8>,
    },
    /// A contract at an address that the chain chooses.
    Instantiate {
        /// Its code.
        code_id: u64,
        /// What people call it.
        label: String,
        /// Who may migrate it.
        admin: String,
        /// Its message, as JSON.
        body: Vec<u8>,
    },
    /// A contract at an address that follows from code, sender and salt; the chain refuses a second one.
    InstantiateOnce {
        /// Its code.
        code_id: u64,
        /// What people call it.
        label: String,
        /// Who may migrate it.
        admin: String,
        /// Its message, as JSON.
        body: Vec<u8>,
        /// The salt.
        salt: Vec<u8>,
    },
    /// A message to a contract.
    Execute {
        /// The contract.
        contract: String,
        /// The message, as JSON.
        body: Vec<u8>,
        /// Coins that go with it.
        funds: Vec<Coin>,
    },
    /// A contract takes another code.
    Migrate {
        /// The contract.
        contract: String,
        /// The code.
        code_id: u64,
        /// Its message, as JSON.
        body: Vec<u8>,
    },
    /// Who may migrate a contract; nobody, and for ever, where absent.
    Admin {
        /// The contract.
        contract: String,
        /// Who.
        admin: Option<String>,
    },
}

impl Message {
    /// As the chain takes it, from a sender.
    #[must_use]
    pub fn signed_by(&self, sender: &str) -> Any {
        let sender = sender.to_owned();
        match self.clone() {
            Self::Send { to, amount } => any(&MsgSend {
                from_address: sender,
                to_address: to,
                amount: coins(&amount),
            }),
            Self::Store { wasm } => any(&MsgStoreCode {
                sender,
                wasm_byte_code: wasm,
                instantiate_permission: None,
            }),
            Self::Instantiate {
                code_id,
                label,
                admin,
                body,
            } => any(&MsgInstantiateContract {
                sender,
                admin,
                code_id,
                label,
                msg: body,
                funds: vec![],
            }),
            Self::InstantiateOnce {
                code_id,
                label,
                admin,
                body,
                salt,
            } => any(&MsgInstantiateContract2 {
                sender,
                admin,
                code_id,
                label,
                msg: body,
                funds: vec![],
                salt,
                fix_msg: false,
            }),
            Self::Execute {
                contract,
                body,
                funds,
            } => any(&MsgExecuteContract {
                sender,
                contract,
                msg: body,
                funds: coins(&funds),
            }),
            Self::Migrate {
                contract,
                code_id,
                body,
            } => any(&MsgMigrateContract {
                sender,
                contract,
                code_id,
                msg: body,
            }),
            Self::Admin {
                contract,
                admin: Some(new_admin),
            } => any(&MsgUpdateAdmin {
                sender,
                new_admin,
                contract,
            }),
            Self::Admin {
                contract,
                admin: None,
            } => any(&MsgClearAdmin { sender, contract }),
        }
    }
}

fn any<M: Name>(message: &M) -> Any {
    Any {
        type_url: M::type_url(),
        value: message.encode_to_vec(),
    }
}

fn coins(coins: &[Coin]) -> Vec<ProtoCoin> {
    coins
        .iter()
        .map(|coin| ProtoCoin {
            denom: coin.denom.clone(),
            amount: coin.amount.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_goes_out_under_the_name_that_chains_know() {
        let admin = |admin: Option<&str>| Message::Admin {
            contract: "c".to_owned(),
            admin: admin.map(str::to_owned),
        };
        let names = [
            (
                Message::Store { wasm: vec![0] },
                "/cosmwasm.wasm.v1.MsgStoreCode",
            ),
            (admin(Some("a")), "/cosmwasm.wasm.v1.MsgUpdateAdmin"),
            (admin(None), "/cosmwasm.wasm.v1.MsgClearAdmin"),
        ];
        for (message, name) in names {
            assert_eq!(message.signed_by("s").type_url, name);
        }
    }
}
