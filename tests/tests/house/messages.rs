//! given the types of the interface
//! ├── it refuses, in everything that a message may carry, fields that the type does not have
//! └── the instants that a message that changes something may carry are these, and none says what time it is

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::Visit;
use syn::{Attribute, Fields, Item};

use crate::files::{read, tracked};

const ROOTS: [&str; 5] = [
    "InstantiateMsg",
    "ExecuteMsg",
    "QueryMsg",
    "MigrateMsg",
    "Cw20Hook",
];

/// Every instant that a message which changes something may carry, and what it is. The contracts read what
/// time it is from the block alone.
const INSTANTS: [(&str, &str); 11] = [
    (
        "packages/domain/src/calendar/mod.rs: OffsetChange.from",
        "a local clock changes, announced ahead",
    ),
    (
        "packages/domain/src/clock.rs: Miss.due",
        "shares its name with the one below and is in no message",
    ),
    (
        "packages/interface/src/community.rs: ExecuteMsg.review_by",
        "an end that lies ahead",
    ),
    (
        "packages/interface/src/community/knowledge.rs: NewKnowledge.review_by",
        "an end that lies ahead",
    ),
    (
        "packages/interface/src/sla_escrow/execute.rs: ExecuteMsg.from",
        "the interval of a declared force majeure, which counts from when it was recorded",
    ),
    (
        "packages/interface/src/sla_escrow/execute.rs: ExecuteMsg.until",
        "the end of that interval",
    ),
    (
        "packages/interface/src/sla_escrow/execute.rs: Miss.due",
        "reckoned by an agreement's own registry or monitoring; nobody else books",
    ),
    (
        "packages/interface/src/sla_escrow/terms.rs: PlanTerms.extendable_until",
        "an end that lies ahead",
    ),
    (
        "packages/interface/src/ticket_registry.rs: ExecuteMsg.until",
        "an end that lies ahead: of a hold, of an absence",
    ),
    (
        "packages/interface/src/ticket_registry/people.rs: NewAgent.expires",
        "an end that lies ahead",
    ),
    (
        "packages/interface/src/ticket_registry/people.rs: NewDelegate.expires",
        "an end that lies ahead",
    ),
];

/// A type: the names in its fields, and whether it must and does refuse what it does not know.
struct Shape {
    place: String,
    mentions: BTreeSet<String>,
    instants: Vec<String>,
    has_fields: bool,
    refuses: bool,
}

#[derive(Default)]
struct Names(BTreeSet<String>);

impl<'a> Visit<'a> for Names {
    fn visit_ident(&mut self, ident: &'a syn::Ident) {
        self.0.insert(ident.to_string());
    }
}

/// The named fields, in a type, whose own type is an instant.
struct Instants(Vec<String>);

impl<'a> Visit<'a> for Instants {
    fn visit_field(&mut self, field: &'a syn::Field) {
        let mut names = Names::default();
        names.visit_type(&field.ty);
        if names.0.contains("UnixTime") {
            self.0.extend(field.ident.as_ref().map(ToString::to_string));
        }
    }
}

fn instants(fields: &[&Fields]) -> Vec<String> {
    let mut found = Instants(vec![]);
    fields.iter().for_each(|fields| found.visit_fields(fields));
    found.0
}

/// All serialised types of interface and domain. Where two modules have a type of one name, both count.
fn shapes() -> BTreeMap<String, Vec<Shape>> {
    let mut shapes = BTreeMap::<String, Vec<Shape>>::new();
    for path in tracked(&["packages/interface/src", "packages/domain/src"]) {
        let Ok(file) = syn::parse_file(&read(&path)) else {
            continue;
        };
        for item in file.items {
            let (name, attributes, named, names, instants) = match item {
                Item::Struct(found) => {
                    let mut names = Names::default();
                    names.visit_fields(&found.fields);
                    let named = matches!(found.fields, Fields::Named(_));
                    let instants = instants(&[&found.fields]);
                    (found.ident.to_string(), found.attrs, named, names, instants)
                }
                Item::Enum(found) => {
                    let mut names = Names::default();
                    found
                        .variants
                        .iter()
                        .for_each(|variant| names.visit_fields(&variant.fields));
                    let named = found
                        .variants
                        .iter()
                        .any(|v| matches!(v.fields, Fields::Named(_)));
                    let fields: Vec<&Fields> = found
                        .variants
                        .iter()
                        .map(|variant| &variant.fields)
                        .collect();
                    let instants = instants(&fields);
                    (found.ident.to_string(), found.attrs, named, names, instants)
                }
                _ => continue,
            };
            let shape = Shape {
                place: format!("{path}: {name}"),
                mentions: names.0,
                instants,
                has_fields: named,
                refuses: attributes.iter().any(denies),
            };
            shapes.entry(name).or_default().push(shape);
        }
    }
    shapes
}

fn denies(attribute: &Attribute) -> bool {
    let syn::Meta::List(list) = &attribute.meta else {
        return false;
    };
    list.path.is_ident("serde") && list.tokens.to_string().contains("deny_unknown_fields")
}

/// Every shape that is reached from these types, and the names seen on the way.
fn reached(roots: &[&str]) -> (Vec<Shape>, BTreeSet<String>) {
    let mut shapes = shapes();
    let mut seen: BTreeSet<String> = roots.iter().map(|&name| name.to_owned()).collect();
    let mut open: Vec<String> = seen.iter().cloned().collect();
    let mut found = vec![];
    while let Some(name) = open.pop() {
        for shape in shapes.remove(&name).into_iter().flatten() {
            let names = shape.mentions.iter();
            open.extend(names.filter(|name| seen.insert((*name).clone())).cloned());
            found.push(shape);
        }
    }
    (found, seen)
}

#[test]
fn everything_a_message_may_carry_refuses_fields_that_it_does_not_know() {
    let (shapes, seen) = reached(&ROOTS);
    let lax = shapes.iter().filter(|it| it.has_fields && !it.refuses);
    let lax: Vec<&String> = lax.map(|shape| &shape.place).collect();
    assert_eq!(
        lax,
        Vec::<&String>::new(),
        "add #[serde(deny_unknown_fields)]"
    );
    assert!(
        seen.contains("Tier") && seen.contains("OpenSpan"),
        "the walk reaches the leaves"
    );
}

#[test]
fn no_message_says_what_time_it_is() {
    let (shapes, _) = reached(&["ExecuteMsg", "Cw20Hook"]);
    let instants = shapes.iter().flat_map(|shape| {
        let fields = shape.instants.iter();
        fields.map(|field| format!("{}.{field}", shape.place))
    });
    let instants: BTreeSet<String> = instants.collect();
    let known = INSTANTS.map(|(place, _)| place.to_owned());
    assert_eq!(
        instants,
        known.into(),
        "say in INSTANTS what a new one is; block time is the only now"
    );
}
