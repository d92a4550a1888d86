//! `gavel config`: checks a configuration, and shows what can be set.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Failure;
use crate::config::{Layers, default_page, environment};

/// Check a configuration, or show what can be set
#[derive(Debug, Args)]
pub(super) struct Config {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Name every fault of a configuration: file and environment together
    Check {
        /// The file [env: `GAVEL_CONFIG`]
        file: Option<PathBuf>,
    },
    /// Print a file with every key at its default
    Default,
    /// List the names of the keys in the environment
    Env,
}

impl Config {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self.what {
            What::Check { file } => {
                let layers = Layers::of_process(file, Vec::new());
                layers.read().map_err(|error| Failure::refused(&error))?;
                println!("the configuration is good");
            }
            What::Default => print!("{}", default_page()),
            What::Env => {
                let table = environment();
                let width = table.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
                println!("{:width$}  the file, as --config says", "GAVEL_CONFIG");
                for (variable, key) in table {
                    println!("{variable:width$}  {key}");
                }
            }
        }
        Ok(())
    }
}
