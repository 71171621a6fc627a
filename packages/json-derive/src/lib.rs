//! `#[derive(FromJson, ToJson)]`: the JSON that serde's derive gives the same type, in a fraction of its code.
//!
//! Fields keep their names; variants are written in snake case, as an object of one field, or as a word where
//! they have nothing to say; a type that wraps one value is written as that value. Unknown, missing and
//! repeated fields are refused. Nothing can be set: a type that needs an attribute of serde other than these
//! rules does not belong into a message.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Code;
use quote::quote;
use syn::{parse_macro_input, Data, DeriveInput, Error, Fields, Ident, Variant};

/// Reads the type from a tree.
#[proc_macro_derive(FromJson)]
pub fn from_json(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let body = match &input.data {
        Data::Struct(data) => read_struct(&data.fields),
        Data::Enum(data) => data
            .variants
            .iter()
            .map(read_variant)
            .collect::<Result<Vec<_>, _>>()
            .map(|arms| read_enum(&arms)),
        Data::Union(_) => Err(Error::new_spanned(&input, "unions have no JSON")),
    };
    let (name, generics) = (&input.ident, bounded(&input, "FromJson"));
    let (before, after, bounds) = generics.split_for_impl();
    finish(body.map(|body| {
        quote! {
            impl #before ::aftercare_json::FromJson for #name #after #bounds {
                fn from_tree(
                    tree: ::aftercare_json::Tree,
                    wrong: &mut ::aftercare_json::Wrong,
                ) -> Self {
                    #body
                }
            }
        }
    }))
}

/// Writes the type as text.
#[proc_macro_derive(ToJson)]
pub fn to_json(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let body = match &input.data {
        Data::Struct(data) => write_struct(&data.fields),
        Data::Enum(data) => data
            .variants
            .iter()
            .map(write_variant)
            .collect::<Result<Vec<_>, _>>()
            .map(|arms| quote! { match self { #(#arms)* } }),
        Data::Union(_) => Err(Error::new_spanned(&input, "unions have no JSON")),
    };
    let (name, generics) = (&input.ident, bounded(&input, "ToJson"));
    let (before, after, bounds) = generics.split_for_impl();
    finish(body.map(|body| {
        quote! {
            impl #before ::aftercare_json::ToJson for #name #after #bounds {
                fn write(&self, text: &mut ::aftercare_json::Text) {
                    #body
                }
            }
        }
    }))
}

fn finish(code: Result<Code, Error>) -> TokenStream {
    code.unwrap_or_else(|error| error.to_compile_error()).into()
}

fn bounded(input: &DeriveInput, bound: &str) -> syn::Generics {
    let mut generics = input.generics.clone();
    let bound = Ident::new(bound, proc_macro2::Span::call_site());
    for parameter in generics.type_params_mut() {
        parameter
            .bounds
            .push(syn::parse_quote!(::aftercare_json::#bound));
    }
    generics
}

fn read_struct(fields: &Fields) -> Result<Code, Error> {
    match fields {
        Fields::Named(named) => {
            let names: Vec<_> = named.named.iter().map(|field| &field.ident).collect();
            let texts = names.iter().map(|name| text_of(name));
            Ok(quote! {
                let mut fields = tree.fields(wrong);
                let value = Self { #(#names: fields.take(#texts, wrong),)* };
                fields.end(wrong);
                value
            })
        }
        Fields::Unnamed(one) if one.unnamed.len() == 1 => {
            Ok(quote! { Self(::aftercare_json::FromJson::from_tree(tree, wrong)) })
        }
        other => Err(Error::new_spanned(
            other,
            "neither named fields nor one value",
        )),
    }
}

/// A name that no variant has stands for the last one, so that there is a value; the error is on record.
fn read_enum(arms: &[(String, Code)]) -> Code {
    let Some(((last, otherwise), others)) = arms.split_last() else {
        return quote! { compile_error!("an enum without variants has no JSON") };
    };
    let (words, bodies): (Vec<_>, Vec<_>) = others.iter().cloned().unzip();
    quote! {
        let (name, body) = tree.variant(wrong);
        match name.as_str() {
            #(#words => #bodies)*
            other => {
                if other != #last {
                    wrong.unknown(&name);
                }
                #otherwise
            }
        }
    }
}

fn read_variant(variant: &Variant) -> Result<(String, Code), Error> {
    let (name, text) = (&variant.ident, snake(&variant.ident));
    let body = match &variant.fields {
        Fields::Unit => quote! { { body.nothing(wrong); Self::#name } },
        Fields::Named(named) => {
            let names: Vec<_> = named.named.iter().map(|field| &field.ident).collect();
            let texts = names.iter().map(|name| text_of(name));
            quote! {
                {
                    #[allow(unused_mut)]
                    let mut fields = body.tree(wrong).fields(wrong);
                    let value = Self::#name { #(#names: fields.take(#texts, wrong),)* };
                    fields.end(wrong);
                    value
                }
            }
        }
        Fields::Unnamed(one) if one.unnamed.len() == 1 => quote! {
            { Self::#name(::aftercare_json::FromJson::from_tree(body.tree(wrong), wrong)) }
        },
        other => {
            return Err(Error::new_spanned(
                other,
                "neither named fields nor one value",
            ))
        }
    };
    Ok((text, body))
}

fn write_struct(fields: &Fields) -> Result<Code, Error> {
    match fields {
        Fields::Named(named) => {
            let names: Vec<_> = named.named.iter().map(|field| &field.ident).collect();
            let texts = names.iter().map(|name| text_of(name));
            Ok(quote! { text.object(&[#((#texts, &self.#names)),*]); })
        }
        Fields::Unnamed(one) if one.unnamed.len() == 1 => {
            Ok(quote! { ::aftercare_json::ToJson::write(&self.0, text); })
        }
        other => Err(Error::new_spanned(
            other,
            "neither named fields nor one value",
        )),
    }
}

fn write_variant(variant: &Variant) -> Result<Code, Error> {
    let (name, word) = (&variant.ident, snake(&variant.ident));
    match &variant.fields {
        Fields::Unit => Ok(quote! { Self::#name => text.word(#word), }),
        Fields::Named(named) => {
            let names: Vec<_> = named.named.iter().map(|field| &field.ident).collect();
            let texts = names.iter().map(|name| text_of(name));
            Ok(quote! {
                Self::#name { #(#names),* } => text.variant(#word, &[#((#texts, #names)),*]),
            })
        }
        Fields::Unnamed(one) if one.unnamed.len() == 1 => {
            Ok(quote! { Self::#name(value) => text.object(&[(#word, value)]), })
        }
        other => Err(Error::new_spanned(
            other,
            "neither named fields nor one value",
        )),
    }
}

fn text_of(name: &Option<Ident>) -> String {
    let text = name.as_ref().map(ToString::to_string).unwrap_or_default();
    text.trim_start_matches("r#").to_owned()
}

/// As serde: an underscore before each capital but the first, and small letters.
fn snake(name: &Ident) -> String {
    let mut snake = String::new();
    for (place, letter) in name.to_string().char_indices() {
        if place > 0 && letter.is_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}
