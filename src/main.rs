//! The `initscope` command.

use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use anstream::AutoStream;
use initscope::cli;

/// Exit code of a judgement that says no.
const NO: u8 = 1;

/// Exit code of a failure; that of wrong usage, which clap has, is the same.
const FAILURE: u8 = 2;

fn main() -> ExitCode {
    let arguments = match cli::Arguments::of_command_line() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    let out = AutoStream::new(io::stdout().lock(), arguments.color());
    match cli::run(&arguments, &mut cli::Shown::painted(Pipe { out, open: true })) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where even that cannot be said, the exit code still tells.
            let _ = writeln!(cli::Shown::new(io::stderr()), "error: {}", chain(error.as_ref()));
            ExitCode::from(match error.as_ref() {
                no if no.is::<cli::No>() => NO,
                other => cli::interrupted(other).unwrap_or(FAILURE),
            })
        }
    }
}

/// Says what is wrong with the arguments, or what was asked for; what they hold may be a file's name, and not for a
/// terminal.
fn usage(error: &clap::Error) -> ExitCode {
    let text = error.render().to_string();
    if !text.contains(|c: char| c.is_control() && c != '\n') {
        error.exit();
    }
    let _ = write!(cli::Shown::new(io::stderr()), "{text}");
    ExitCode::from(FAILURE)
}

/// Output whose reader, such as `head`, may have seen enough: the work goes on without it.
struct Pipe<W> {
    out: W,
    open: bool,
}

impl<W: Write> Pipe<W> {
    fn unless_closed<T>(&mut self, unread: T, write: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if !self.open {
            return Ok(unread);
        }
        match write(&mut self.out) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.open = false;
                Ok(unread)
            }
            result => result.map_err(|error| {
                io::Error::new(error.kind(), format!("cannot write to standard output: {error}"))
            }),
        }
    }
}

impl<W: Write> Write for Pipe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_closed(bytes.len(), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_closed((), W::flush)
    }
}

/// The error and its causes.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
