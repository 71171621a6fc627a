//! given a type with serde's derive and ours
//! ├── when it is written: the same text, to the byte
//! └── when any text is read: both take it or both refuse it, and take the same

use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::{to_vec, FromJson, Misread, ToJson, Tree};

#[derive(Serialize, Deserialize, FromJson, ToJson, Clone, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Inner {
    word: String,
    count: Option<u32>,
    pairs: Vec<(u8, i32)>,
}

#[derive(Serialize, Deserialize, FromJson, ToJson, Clone, Debug, PartialEq)]
#[serde(transparent)]
struct Wrapped(u64);

#[derive(Serialize, Deserialize, FromJson, ToJson, Clone, Debug, PartialEq)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Message {
    Nothing,
    EmptyBody {},
    OneValue(Inner),
    WithFields {
        on: bool,
        inner: Option<Inner>,
        span: Wrapped,
    },
}

fn inner() -> impl Strategy<Value = Inner> {
    let pairs = prop::collection::vec(any::<(u8, i32)>(), 0..3);
    (any::<String>(), any::<Option<u32>>(), pairs).prop_map(|(word, count, pairs)| Inner {
        word,
        count,
        pairs,
    })
}

fn message() -> impl Strategy<Value = Message> {
    let fields = (any::<bool>(), prop::option::of(inner()), any::<u64>());
    prop_oneof![
        Just(Message::Nothing),
        Just(Message::EmptyBody {}),
        inner().prop_map(Message::OneValue),
        fields.prop_map(|(on, inner, span)| Message::WithFields {
            on,
            inner,
            span: Wrapped(span),
        }),
    ]
}

fn read<T: FromJson>(text: &[u8]) -> Result<T, Misread> {
    let tree: Tree = serde_json::from_slice(text).map_err(|_| Misread::Kind("JSON"))?;
    super::read(tree)
}

proptest! {
    #[test]
    fn what_is_written_is_what_serde_writes_and_reads_back(message in message()) {
        let text = to_vec(&message);
        prop_assert_eq!(&text, &serde_json::to_vec(&message).unwrap());
        prop_assert_eq!(read::<Message>(&text), Ok(message));
    }

    #[test]
    fn a_text_that_one_refuses_the_other_refuses(
        message in message(), place in any::<prop::sample::Index>(), byte in 0x20u8..0x7f,
    ) {
        let mut text = to_vec(&message);
        *place.get_mut(&mut text[..]) = byte;
        let serde: Option<Message> = serde_json::from_slice(&text).ok();
        prop_assert_eq!(read(&text).ok(), serde, "{}", String::from_utf8_lossy(&text));
    }
}

#[test]
fn each_way_to_be_wrong_has_its_own_refusal() {
    let refused = |text: &str, misread| {
        assert_eq!(read::<Message>(text.as_bytes()), Err(misread), "{text}");
        assert!(serde_json::from_str::<Message>(text).is_err(), "{text}");
    };
    refused(r#"{"other":{}}"#, Misread::Unknown("other".to_owned()));
    refused(
        r#"{"empty_body":{"a":1}}"#,
        Misread::Unknown("a".to_owned()),
    );
    refused(r#"{"one_value":{"word":"a"}}"#, Misread::Missing("pairs"));
    let twice = r#"{"one_value":{"word":"a","word":"a","pairs":[]}}"#;
    refused(twice, Misread::Unknown("word".to_owned()));
    refused(r#""empty_body""#, Misread::Kind("a variant with a value"));
    refused(
        r#"{"nothing":{}}"#,
        Misread::Kind("a variant without a value"),
    );
    refused("[]", Misread::Kind("exactly one variant"));
    let large = r#"{"one_value":{"word":"a","count":4294967296,"pairs":[]}}"#;
    refused(large, Misread::Value("u32"));
}
