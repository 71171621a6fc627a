//! One writer for every answer.

use crate::ToJson;

/// A JSON text that grows.
#[derive(Default)]
pub struct Text(Vec<u8>);

impl Text {
    /// The bytes of the whole text.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Appends bytes that are JSON already.
    #[inline(never)]
    pub fn raw(&mut self, bytes: &str) {
        self.0.extend_from_slice(bytes.as_bytes());
    }

    /// Appends a text in quotes; what JSON does not allow inside is escaped.
    #[inline(never)]
    pub fn word(&mut self, word: &str) {
        self.0.push(b'"');
        for byte in word.bytes() {
            self.escaped(byte);
        }
        self.0.push(b'"');
    }

    fn escaped(&mut self, byte: u8) {
        let short = match byte {
            b'"' | b'\\' => byte,
            0x08 => b'b',
            0x0c => b'f',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0..0x20 => return self.unicode(byte),
            _ => return self.0.push(byte),
        };
        self.0.extend_from_slice(&[b'\\', short]);
    }

    fn unicode(&mut self, byte: u8) {
        let digit = |half: u8| match half {
            0..=9 => b'0'.wrapping_add(half),
            _ => b'a'.wrapping_sub(10).wrapping_add(half),
        };
        self.raw("\\u00");
        self.0
            .extend_from_slice(&[digit(byte >> 4), digit(byte & 0x0f)]);
    }

    /// Appends a number.
    #[inline(never)]
    pub fn number(&mut self, number: u64) {
        self.raw(&number.to_string());
    }

    /// Appends an object.
    #[inline(never)]
    pub fn object(&mut self, fields: &[(&'static str, &dyn ToJson)]) {
        self.0.push(b'{');
        for (place, (name, value)) in fields.iter().enumerate() {
            if place > 0 {
                self.0.push(b',');
            }
            self.word(name);
            self.0.push(b':');
            value.write(self);
        }
        self.0.push(b'}');
    }

    /// Appends a variant that names its values.
    #[inline(never)]
    pub fn variant(&mut self, name: &'static str, fields: &[(&'static str, &dyn ToJson)]) {
        self.object(&[(name, &Object(fields))]);
    }

    /// Appends a list.
    #[inline(never)]
    pub fn list(&mut self, values: &mut dyn Iterator<Item = &dyn ToJson>) {
        self.0.push(b'[');
        for (place, value) in values.enumerate() {
            if place > 0 {
                self.0.push(b',');
            }
            value.write(self);
        }
        self.0.push(b']');
    }
}

struct Object<'a>(&'a [(&'static str, &'a dyn ToJson)]);

impl ToJson for Object<'_> {
    fn write(&self, text: &mut Text) {
        text.object(self.0);
    }
}
