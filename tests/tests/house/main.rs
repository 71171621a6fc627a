//! What holds for the project as a whole: the generated files in `schema/`, and rules of the house that
//! no compiler checks.

mod files;
mod messages;
mod schema;
mod security;
mod sources;
mod storage;
