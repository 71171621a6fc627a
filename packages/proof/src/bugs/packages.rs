//! The project's packages: where they are, what they are made of, and one hash for all of it.

use std::collections::{BTreeMap, BTreeSet};

use aftercare_engine::Failure;
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// The project's own packages, as its manifest lists them.
pub struct Packages {
    /// Folder by name.
    folders: BTreeMap<String, String>,
    /// Every file of the project, with its bytes.
    files: BTreeMap<String, Vec<u8>>,
    /// What is locked, by name.
    locked: BTreeMap<String, Vec<Locked>>,
}

/// A locked package.
#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
    #[serde(default)]
    dependencies: Vec<String>,
}

impl Packages {
    /// Of the files of a project.
    ///
    /// # Errors
    /// Where the manifest cannot be read.
    pub fn of(files: BTreeMap<String, Vec<u8>>) -> Result<Self, Failure> {
        let manifest = table(&files, "Cargo.toml")?;
        let listed = manifest
            .get("workspace")
            .and_then(|it| it.get("dependencies"));
        let listed = listed.and_then(toml::Value::as_table).into_iter().flatten();
        let path = |value: &toml::Value| value.get("path")?.as_str().map(str::to_owned);
        let listed = listed.filter_map(|(name, value)| Some((name.clone(), path(value)?)));
        let mut folders: BTreeMap<String, String> = listed.collect();
        folders.insert("aftercare-tests".to_owned(), "tests".to_owned());
        let locked = locked(&files)?;
        Ok(Self {
            folders,
            files,
            locked,
        })
    }

    /// The folder of a package, from the project's root.
    ///
    /// # Errors
    /// Where the project has none of that name.
    pub fn folder(&self, package: &str) -> Result<&str, Failure> {
        let unknown = || Failure::new(format!("no package {package}"));
        self.folders
            .get(package)
            .map(String::as_str)
            .ok_or_else(unknown)
    }

    /// One hash for a package with its tests, for all that it is made of and tested with, and for what is locked.
    ///
    /// # Errors
    /// Where a manifest cannot be read.
    pub fn hash(&self, package: &str) -> Result<[u8; 32], Failure> {
        let mut of = vec![format!("{}/", self.folder(package)?)];
        for part in self.parts(package)? {
            let folder = self.folder(&part)?;
            of.extend([format!("{folder}/src/"), format!("{folder}/Cargo.toml")]);
        }
        let mut hasher = Sha256::new();
        hasher.update(self.lock(package));
        for (path, bytes) in &self.files {
            if of.iter().any(|start| path.starts_with(start)) {
                hasher.update(Sha256::digest(path));
                hasher.update(Sha256::digest(bytes));
            }
        }
        Ok(hasher.finalize().into())
    }

    /// The hash of a file; of nothing where there is none.
    #[must_use]
    pub fn file(&self, path: &str) -> [u8; 32] {
        let bytes = self.files.get(path).map(Vec::as_slice);
        Sha256::digest(bytes.unwrap_or_default()).into()
    }

    /// One hash for all that is locked for a package. Versions that some other package needs are taken for its
    /// own: that proves something once more, and never too little.
    fn lock(&self, package: &str) -> [u8; 32] {
        let (mut open, mut seen) = (vec![package], BTreeSet::new());
        while let Some(name) = open.pop() {
            if seen.insert(name) {
                let needed = self.locked.get(name).into_iter().flatten();
                let needed = needed.flat_map(|package| &package.dependencies);
                open.extend(needed.filter_map(|one| one.split(' ').next()));
            }
        }
        let mut hasher = Sha256::new();
        let packages = seen.into_iter().filter_map(|name| self.locked.get(name));
        for package in packages.flatten() {
            let checksum = package.checksum.as_deref().unwrap_or_default();
            hasher.update(format!("{} {} {checksum}\n", package.name, package.version));
        }
        hasher.finalize().into()
    }

    /// The packages that one needs, those of its tests included.
    fn parts(&self, package: &str) -> Result<BTreeSet<String>, Failure> {
        let mut open = self.needs(package, &["dependencies", "dev-dependencies"])?;
        let mut seen = BTreeSet::new();
        while let Some(part) = open.pop() {
            if seen.insert(part.clone()) {
                open.extend(self.needs(&part, &["dependencies"])?);
            }
        }
        Ok(seen)
    }

    fn needs(&self, package: &str, tables: &[&str]) -> Result<Vec<String>, Failure> {
        let path = format!("{}/Cargo.toml", self.folder(package)?);
        let manifest = table(&self.files, &path)?;
        let needed = tables
            .iter()
            .filter_map(|name| manifest.get(*name)?.as_table());
        let names = needed.flat_map(toml::Table::keys);
        Ok(names
            .filter(|name| self.folders.contains_key(*name))
            .cloned()
            .collect())
    }
}

fn locked(files: &BTreeMap<String, Vec<u8>>) -> Result<BTreeMap<String, Vec<Locked>>, Failure> {
    let failure = |error: toml::de::Error| Failure::new(format!("Cargo.lock: {error}"));
    let packages = table(files, "Cargo.lock")?.remove("package");
    let packages = packages.unwrap_or(toml::Value::Array(vec![]));
    let packages: Vec<Locked> = packages.try_into().map_err(failure)?;
    let mut locked = BTreeMap::<String, Vec<Locked>>::new();
    for package in packages {
        locked
            .entry(package.name.clone())
            .or_default()
            .push(package);
    }
    Ok(locked)
}

fn table(files: &BTreeMap<String, Vec<u8>>, path: &str) -> Result<toml::Table, Failure> {
    let failure = |error: &dyn std::fmt::Display| Failure::new(format!("{path}: {error}"));
    let bytes = files.get(path).ok_or_else(|| failure(&"there is none"))?;
    let text = std::str::from_utf8(bytes).map_err(|error| failure(&error))?;
    toml::from_str(text).map_err(|error| failure(&error))
}
