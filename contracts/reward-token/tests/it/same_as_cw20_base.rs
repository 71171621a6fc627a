//! against cw20-base 2.0.0
//! ├── given thousands of seeded messages of every kind, sent to both tokens
//! │   ├── both accept and refuse the same ones, with the same attributes, hooks and answers
//! │   └── in the end every balance, allowance and list is the same
//! ├── given names, symbols, decimals and balances of every kind
//! │   └── both accept and refuse the same set-ups
//! └── given what the README lists as intended differences
//!     └── they differ there, and as written

use aftercare_domain::money::Bps;
use aftercare_interface::reward_token::{
    ExecuteMsg, InstantiateMarketingInfo, InstantiateMsg, QueryMsg, Schedule,
};
use cosmwasm_std::{coin, Addr, Binary, Empty, Timestamp, Uint128};
use cw20::{AllAccountsResponse, EmbeddedLogo, Expiration, Logo, MinterResponse};
use cw_multi_test::{App, AppResponse, Contract, ContractWrapper, Executor};
use serde_json::Value;

use crate::world::{attributes, chain, person, recorder_code, setup, token_code, START};

const PEOPLE: [&str; 5] = ["ada", "bea", "cid", "max", "mia"];
/// High enough that neither cap nor budget ever binds.
const PLENTY: u128 = 1_000_000_000_000;

/// Both tokens and a recorder on one chain.
struct Pair {
    app: App,
    ours: Addr,
    base: Addr,
    recorder: Addr,
}

/// A small, seeded source of choices.
struct Choices(u64);

impl Choices {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u64) as usize]
    }

    fn address(&mut self, recorder: &Addr) -> String {
        match self.below(40) {
            0 => "nobody".to_owned(),
            1 => person("ada").to_string().to_uppercase(),
            2 => recorder.to_string(),
            _ => person(self.of(&PEOPLE)).to_string(),
        }
    }

    fn amount(&mut self) -> Uint128 {
        let common = u128::from(self.below(400));
        // More would overflow in cw20-base, which then aborts where this token answers.
        let rare = [0, 1, 1_000, 100_000, u128::MAX / 1_000_000];
        let amount = if self.below(10) == 0 {
            self.of(&rare)
        } else {
            common
        };
        amount.into()
    }

    fn expiry(&mut self, now: u64) -> Option<Expiration> {
        match self.below(6) {
            0 => Some(Expiration::Never {}),
            1 | 2 => {
                let at = now - 50 + self.below(200);
                Some(Expiration::AtTime(Timestamp::from_seconds(at)))
            }
            3 => Some(Expiration::AtHeight(12_345 + self.below(3_000))),
            _ => None,
        }
    }

    fn message(&mut self, now: u64, recorder: &Addr) -> ExecuteMsg {
        let (one, two) = (self.address(recorder), self.address(recorder));
        let (amount, expires) = (self.amount(), self.expiry(now));
        let hook = Binary::from(self.of(&[&b"refuse"[..], b"\"take\"", b""]));
        let contract = recorder.to_string();
        match self.below(14) {
            0 | 1 => ExecuteMsg::Transfer {
                recipient: one,
                amount,
            },
            2 => ExecuteMsg::Burn { amount },
            3 => ExecuteMsg::Send {
                contract,
                amount,
                msg: hook,
            },
            4 | 5 => ExecuteMsg::IncreaseAllowance {
                spender: one,
                amount,
                expires,
            },
            6 => ExecuteMsg::DecreaseAllowance {
                spender: one,
                amount,
                expires,
            },
            7 | 8 => ExecuteMsg::TransferFrom {
                owner: one,
                recipient: two,
                amount,
            },
            9 => ExecuteMsg::SendFrom {
                owner: one,
                contract,
                amount,
                msg: hook,
            },
            10 => ExecuteMsg::BurnFrom { owner: one, amount },
            11 => ExecuteMsg::Mint {
                recipient: one,
                amount,
            },
            12 => ExecuteMsg::UploadLogo(self.logo()),
            _ => ExecuteMsg::UpdateMarketing {
                project: self.text(),
                description: self.text(),
                marketing: Some(self.of(&["mia", "mia", "bea"])).map(|name| person(name).into()),
            },
        }
    }

    fn text(&mut self) -> Option<String> {
        self.of(&[None, Some(""), Some(" "), Some("a text")])
            .map(str::to_owned)
    }

    fn logo(&mut self) -> Logo {
        let png = [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a].to_vec();
        let svg = b"<?xml version='1.0'?><svg/>".to_vec();
        match self.below(5) {
            0 => Logo::Url("https://aftercare.example/logo".into()),
            1 => Logo::Embedded(EmbeddedLogo::Png(png.into())),
            2 => Logo::Embedded(EmbeddedLogo::Svg(svg.into())),
            3 => Logo::Embedded(EmbeddedLogo::Svg(png.into())),
            _ => Logo::Embedded(EmbeddedLogo::Png(vec![0x89; 5_121].into())),
        }
    }
}

impl Pair {
    fn new(cap: u128) -> Self {
        let mut app = chain();
        let codes = [
            app.store_code(token_code()),
            app.store_code(base_code()),
            app.store_code(recorder_code()),
        ];
        let mut start = |code: u64, msg: &Value| {
            app.instantiate_contract(code, person("ada"), msg, &[], "token", None)
                .unwrap()
        };
        let ours = start(codes[0], &serde_json::to_value(our_setup(cap)).unwrap());
        let base = start(codes[1], &serde_json::to_value(base_setup(cap)).unwrap());
        let recorder = start(codes[2], &serde_json::json!({}));
        Self {
            app,
            ours,
            base,
            recorder,
        }
    }

    fn act(&mut self, token: &Addr, name: &str, msg: &ExecuteMsg) -> Option<AppResponse> {
        self.app
            .execute_contract(person(name), token.clone(), msg, &[])
            .ok()
    }

    /// Both answers, each with what the recorder was told last.
    fn both(&mut self, name: &str, msg: &ExecuteMsg) -> [(bool, String); 2] {
        [self.ours.clone(), self.base.clone()].map(|token| {
            let response = self.act(&token, name, msg);
            let told = self.app.contract_storage(&self.recorder).get(b"last");
            let accepted = response.is_some();
            let shown = response.map(|response| (attributes(&response), response.data));
            (accepted, format!("{shown:?} {told:?}"))
        })
    }

    fn answer(&self, token: &Addr, msg: &QueryMsg) -> Result<Value, ()> {
        self.app.wrap().query_wasm_smart(token, msg).map_err(|_| ())
    }

    fn check_answers(&self, choices: &mut Choices) {
        for msg in questions(choices) {
            let (ours, base) = (self.answer(&self.ours, &msg), self.answer(&self.base, &msg));
            assert_eq!(ours, base, "{msg:?}");
        }
    }
}

fn base_code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(
        cw20_base::contract::execute,
        cw20_base::contract::instantiate,
        cw20_base::contract::query,
    ))
}

fn our_setup(cap: u128) -> InstantiateMsg {
    let schedule = Schedule {
        budget: cap.into(),
        decay: Bps(0),
        ..setup().schedule
    };
    let marketing = InstantiateMarketingInfo {
        project: None,
        description: None,
        marketing: Some(person("mia").into()),
        logo: None,
    };
    InstantiateMsg {
        cap: cap.into(),
        schedule,
        marketing: Some(marketing),
        ..setup()
    }
}

fn base_setup(cap: u128) -> cw20_base::msg::InstantiateMsg {
    let ours = our_setup(cap);
    cw20_base::msg::InstantiateMsg {
        name: ours.name,
        symbol: ours.symbol,
        decimals: ours.decimals,
        initial_balances: ours.initial_balances,
        mint: Some(MinterResponse {
            minter: ours.minter,
            cap: Some(ours.cap),
        }),
        marketing: Some(cw20_base::msg::InstantiateMarketingInfo {
            project: None,
            description: None,
            marketing: Some(person("mia").into()),
            logo: None,
        }),
    }
}

fn questions(choices: &mut Choices) -> Vec<QueryMsg> {
    let name = person(choices.of(&PEOPLE)).to_string();
    let other = person(choices.of(&PEOPLE)).to_string();
    let start_after = Some(other.clone()).filter(|_| choices.below(2) == 0);
    let limit = choices.of(&[None, Some(1), Some(3), Some(30)]);
    vec![
        QueryMsg::Balance {
            address: name.clone(),
        },
        QueryMsg::Balance {
            address: "nobody".into(),
        },
        QueryMsg::TokenInfo {},
        QueryMsg::Minter {},
        QueryMsg::Allowance {
            owner: name.clone(),
            spender: other,
        },
        QueryMsg::AllAllowances {
            owner: name.clone(),
            start_after: start_after.clone(),
            limit,
        },
        QueryMsg::AllSpenderAllowances {
            spender: name,
            start_after: start_after.clone(),
            limit,
        },
        QueryMsg::AllAccounts { start_after, limit },
        QueryMsg::MarketingInfo {},
        QueryMsg::DownloadLogo {},
    ]
}

impl Pair {
    /// Every account, allowance and list, page by page.
    fn check_state(&self) {
        let all = |token: &Addr| -> Vec<String> {
            let (mut accounts, mut start_after) = (vec![], None);
            loop {
                let limit = Some(2);
                let msg = QueryMsg::AllAccounts { start_after, limit };
                let page: AllAccountsResponse =
                    self.app.wrap().query_wasm_smart(token, &msg).unwrap();
                start_after = page.accounts.last().cloned();
                accounts.extend(page.accounts);
                if start_after.is_none() {
                    return accounts;
                }
            }
        };
        let accounts = all(&self.ours);
        assert_eq!(accounts, all(&self.base));
        for name in accounts {
            let (owner, spender, limit) = (name.clone(), name.clone(), Some(30));
            let start_after = None;
            for msg in [
                QueryMsg::Balance { address: name },
                QueryMsg::AllAllowances {
                    owner,
                    start_after,
                    limit,
                },
                QueryMsg::AllSpenderAllowances {
                    spender,
                    start_after: None,
                    limit,
                },
            ] {
                let (ours, base) = (self.answer(&self.ours, &msg), self.answer(&self.base, &msg));
                assert!(ours.is_ok() && ours == base, "{msg:?}: {ours:?}, {base:?}");
            }
        }
    }

    /// One message to both; whether both took it.
    fn step(&mut self, choices: &mut Choices) -> bool {
        let pause = choices.of(&[0, 0, 1, 20]);
        self.app.update_block(|block| {
            block.height += 1;
            block.time = block.time.plus_seconds(pause);
        });
        let now = self.app.block_info().time.seconds();
        let (name, recorder) = (choices.of(&PEOPLE), self.recorder.clone());
        let msg = choices.message(now, &recorder);
        let [ours, base] = self.both(name, &msg);
        assert_eq!(ours, base, "{name} sends {msg:?}");
        self.check_answers(choices);
        ours.0
    }
}

/// Messages of one run; `PROPTEST_CASES` asks for more.
fn messages() -> u64 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.map_or(4_000, |cases| cases.parse().unwrap())
}

#[test]
fn both_tokens_answer_the_same_to_thousands_of_messages() {
    let (mut accepted, mut refused) = (0, 0);
    for seed in 1..=messages().div_ceil(1_000) {
        let (mut pair, mut choices) = (Pair::new(PLENTY), Choices(seed));
        for _ in 0..1_000 {
            if pair.step(&mut choices) {
                accepted += 1;
            } else {
                refused += 1;
            }
        }
        pair.check_state();
    }
    let each = messages() / 4;
    assert!(
        accepted > each && refused > each,
        "{accepted} accepted, {refused} refused"
    );
    if let Ok(folder) = std::env::var("AFTERCARE_EVIDENCE") {
        let figures = format!(
            "\"messages\": {}, \"accepted\": {accepted}, \"refused\": {refused}",
            accepted + refused
        );
        std::fs::write(format!("{folder}/same-as-cw20-base"), figures).unwrap();
    }
}

#[test]
fn both_tokens_accept_and_refuse_the_same_set_ups() {
    let mut choices = Choices(7);
    let mut app = chain();
    let codes = [app.store_code(token_code()), app.store_code(base_code())];
    let mut accepted = 0;
    for _ in 0..300 {
        let (mut ours, mut base) = (our_setup(PLENTY), base_setup(PLENTY));
        ours.name = "n".repeat(choices.of(&[0, 2, 3, 9, 50, 51]));
        ours.symbol = choices
            .of(&[
                "CARE",
                "CARE",
                "care-X",
                "CA",
                "CARE1",
                "CAR E",
                "TWELVE-CHARS",
                "THIRTEEN-CHAR",
            ])
            .to_owned();
        ours.decimals = choices.of(&[0, 6, 18, 19, 255]);
        let first = ours.initial_balances[0].address.clone();
        ours.initial_balances[1].address = choices
            .of(&[&person("bea").to_string()[..], &first, "nobody"])
            .to_owned();
        ours.initial_balances[0].amount = choices.amount();
        base.name = ours.name.clone();
        base.symbol = ours.symbol.clone();
        base.decimals = ours.decimals;
        base.initial_balances = ours.initial_balances.clone();
        let taken = [
            (codes[0], serde_json::to_value(&ours).unwrap()),
            (codes[1], serde_json::to_value(&base).unwrap()),
        ]
        .map(|(code, msg)| {
            app.instantiate_contract(code, person("ada"), &msg, &[], "token", None)
                .is_ok()
        });
        assert_eq!(taken[0], taken[1], "{ours:?}");
        accepted += u32::from(taken[0]);
    }
    assert!(accepted > 10, "{accepted} accepted");
}

#[test]
fn a_field_that_no_message_has_is_refused_here_only() {
    let mut pair = Pair::new(PLENTY);
    let msg = serde_json::json!({ "burn": { "amount": "1", "memo": "x" } });
    for (token, taken) in [(pair.ours.clone(), false), (pair.base.clone(), true)] {
        let result = pair.app.execute_contract(person("ada"), token, &msg, &[]);
        assert_eq!(result.is_ok(), taken);
    }
}

fn accepted(pair: &mut Pair, name: &str, msg: &ExecuteMsg) -> [bool; 2] {
    [pair.ours.clone(), pair.base.clone()].map(|token| pair.act(&token, name, msg).is_some())
}

#[test]
fn the_minter_changes_at_once_by_its_own_word_there_only() {
    let mut pair = Pair::new(PLENTY);
    let msg = ExecuteMsg::UpdateMinter { new_minter: None };
    assert_eq!(accepted(&mut pair, "max", &msg), [false, true]);
    let mut pair = Pair::new(PLENTY);
    assert_eq!(accepted(&mut pair, "olga", &msg), [true, false]);
    let minter = QueryMsg::Minter {};
    assert_eq!(
        pair.answer(&pair.ours, &minter),
        pair.answer(&pair.base, &minter)
    );
}

#[test]
fn what_was_burnt_makes_room_under_the_cap_there_only() {
    let mut pair = Pair::new(2_000);
    let burn = ExecuteMsg::Burn {
        amount: Uint128::new(500),
    };
    assert_eq!(accepted(&mut pair, "ada", &burn), [true, true]);
    let recipient = person("cid").into();
    let mint = ExecuteMsg::Mint {
        recipient,
        amount: Uint128::new(500),
    };
    assert_eq!(accepted(&mut pair, "max", &mint), [false, true]);
}

#[test]
fn a_budget_bounds_minting_here_only() {
    let mut pair = Pair::new(PLENTY);
    pair.app
        .update_block(|block| block.time = Timestamp::from_seconds(START - 1));
    let recipient = person("cid").into();
    let mint = ExecuteMsg::Mint {
        recipient,
        amount: Uint128::one(),
    };
    assert_eq!(accepted(&mut pair, "max", &mint), [false, true]);
}

#[test]
fn stray_coins_are_refused_here_only() {
    let mut pair = Pair::new(PLENTY);
    let msg = ExecuteMsg::Burn {
        amount: Uint128::one(),
    };
    for (token, taken) in [(pair.ours.clone(), false), (pair.base.clone(), true)] {
        let coins = [coin(1, "ustray")];
        let result = pair
            .app
            .execute_contract(person("ada"), token, &msg, &coins);
        assert_eq!(result.is_ok(), taken);
    }
}

#[test]
fn long_texts_and_pages_out_of_bounds_are_refused_here_only() {
    let mut pair = Pair::new(PLENTY);
    let update = ExecuteMsg::UpdateMarketing {
        project: Some("p".repeat(513)),
        description: None,
        marketing: None,
    };
    assert_eq!(accepted(&mut pair, "mia", &update), [false, true]);
    let page = QueryMsg::AllAccounts {
        start_after: None,
        limit: Some(31),
    };
    assert!(pair.answer(&pair.ours, &page).is_err());
    assert!(pair.answer(&pair.base, &page).is_ok());
}

#[test]
fn a_logo_of_a_token_without_marketing_data_is_told_alike() {
    let pair = Pair::new(PLENTY);
    let msg = QueryMsg::DownloadLogo {};
    assert_eq!(pair.answer(&pair.ours, &msg), pair.answer(&pair.base, &msg));
}
