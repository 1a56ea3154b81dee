//! Sources as text, written and read.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use super::written::{Written, write_path};
use super::{ArrayFile, Delimiter, Folder, LabelColumn, Source, SourceError, Table};
use crate::data::Scale;
use crate::spec::nearest;

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = |f: &mut fmt::Formatter<'_>, name: &str, path: &Path, known: &[&str]| {
            write!(f, "{name}:")?;
            write_path(f, &path.to_string_lossy(), known)
        };
        let key = |f: &mut fmt::Formatter<'_>, key: &str, value: Option<&str>| match value {
            Some(value) => write!(f, ",{key}={value}"),
            None => Ok(()),
        };
        match self {
            Self::Digits => f.write_str("digits"),
            Self::Idx(folder) => {
                path(f, "idx", &folder.path, &Folder::KEYS)?;
                key(f, "set", folder.set.as_deref())
            }
            Self::Csv(table) => {
                path(f, "csv", &table.path, &Table::KEYS)?;
                let label = match &table.label {
                    LabelColumn::Usual => None,
                    LabelColumn::None => Some("none"),
                    LabelColumn::Named(name) => Some(name.as_str()),
                };
                key(f, "label", label)?;
                key(f, "delimiter", Some(table.delimiter.name()).filter(|name| *name != ","))?;
                key(f, "header", table.header.map(|header| if header { "yes" } else { "no" }))?;
                key(f, "scale", table.scale.map(|scale| scale.to_string()).as_deref())
            }
            Self::Npy(file) => {
                path(f, "npy", &file.path, &ArrayFile::KEYS)?;
                key(f, "array", file.array.as_deref())?;
                key(f, "label", file.label.as_deref())?;
                key(f, "scale", file.scale.map(|scale| scale.to_string()).as_deref())
            }
        }
    }
}

impl FromStr for Source {
    type Err = SourceError;

    fn from_str(text: &str) -> Result<Self, SourceError> {
        let (name, behind) = match text.split_once(':') {
            Some((name, behind)) => (name, Some(behind)),
            None => (text, None),
        };
        let written = |form, known: &[&'static str]| {
            let written = Written::new(text, behind.unwrap_or_default(), known)?;
            match written.path.is_empty() {
                true => Err(SourceError::NoPath { text: text.to_owned(), form }),
                false => Ok(written),
            }
        };
        match name.trim().to_ascii_lowercase().as_str() {
            "digits" if behind.is_none() => Ok(Self::Digits),
            "digits" => Err(SourceError::Path { text: text.to_owned() }),
            "idx" => {
                let written = written("idx:DIR", &Folder::KEYS)?;
                let set = written.value("set").map(str::to_owned);
                Ok(Self::Idx(Folder { set, ..Folder::new(written.path) }))
            }
            "csv" => table(written("csv:FILE", &Table::KEYS)?).map(Self::Csv),
            "npy" => {
                let written = written("npy:FILE", &ArrayFile::KEYS)?;
                let [array, label] = ["array", "label"].map(|key| written.value(key).map(str::to_owned));
                let scale = scale(&written)?;
                Ok(Self::Npy(ArrayFile { array, label, scale, ..ArrayFile::new(written.path) }))
            }
            name => Err(SourceError::Unknown { text: text.to_owned(), meant: meant(text, name, behind) }),
        }
    }
}

fn table(written: Written<'_>) -> Result<Table, SourceError> {
    let label = match written.value("label") {
        None => LabelColumn::Usual,
        Some("none") => LabelColumn::None,
        Some("0") => {
            let problem = "`label` is 0; columns count from 1, and -1 is the last".to_owned();
            return Err(written.wrong(problem));
        }
        Some(name) => LabelColumn::Named(name.to_owned()),
    };
    let delimiter = written.choice("delimiter", &Delimiter::WORDS, "`,` `;` `tab` `|` `space`")?;
    let header = written.choice("header", &[("yes", true), ("no", false)], "yes, no")?;
    if let (LabelColumn::Named(name), Some(false)) = (&label, header)
        && name.parse::<i64>().is_err()
    {
        let problem = format!(
            "`label={name}` names a column, and with `header=no` there are no names; give its number: label=1 is the first, label=-1 the last"
        );
        return Err(written.wrong(problem));
    }
    let scale = scale(&written)?;
    let delimiter = delimiter.unwrap_or_default();
    Ok(Table { label, delimiter, header, scale, ..Table::new(written.path) })
}

fn scale(written: &Written<'_>) -> Result<Option<Scale>, SourceError> {
    let parsed = written.value("scale").map(str::parse::<Scale>).transpose();
    parsed.map_err(|problem| written.wrong(problem))
}

/// What may have been meant by a text that names no source: a name with a slip, or a file without its name.
fn meant(text: &str, name: &str, path: Option<&str>) -> Option<String> {
    let alike = nearest(name, ["digits", "idx", "csv", "npy"]);
    let path = path.filter(|path| !path.trim().is_empty());
    if let (Some(alike @ ("idx" | "csv" | "npy")), Some(path)) = (alike, path) {
        return Some(format!("{alike}:{path}"));
    }
    let file = text.trim();
    let ending = Path::new(file).extension().map(|ending| ending.to_ascii_lowercase());
    if let Some(kind) = ["csv", "npy"].into_iter().find(|kind| ending.as_deref() == Some(kind.as_ref())) {
        return Some(format!("{kind}:{file}"));
    }
    let form = |name: &str| Source::FORMS.into_iter().find(|form| form.starts_with(name));
    alike.and_then(form).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_reads_back() {
        for text in [
            "digits",
            "idx:data/mnist",
            "idx:data/EMNIST/raw,set=emnist-letters",
            "csv:a b.csv",
            "csv:a,b=c:d",
            "csv:a,b=c.csv,label=1,delimiter=;,header=no,scale=standard",
            "csv:x,label=species",
            "csv:x,label=-1,delimiter=tab,header=yes,scale=255",
            "csv:x,label=none,scale=none",
            "csv:\"a,label=b.csv\"",
            "csv:\"\"\"a\"\".csv\",label=\"b\"",
            "csv:\" a\",label=x",
            "npy:C:\\x.npy",
            "npy:x.npz,array=x_train,label=y_train,scale=0.5",
        ] {
            let source: Source = text.parse().unwrap();
            assert_eq!(source.to_string(), text);
            assert_eq!(source.to_string().parse(), Ok(source));
        }
        for (text, canonical) in [
            ("csv: x.csv , label = a b ,delimiter=\\t", "csv:x.csv,label=a b,delimiter=tab"),
            ("csv:x,delimiter=,,label=x", "csv:x,label=x"),
            ("csv:x,delimiter=\t", "csv:x,delimiter=tab"),
            ("csv:x,delimiter=Semicolon,header=YES", "csv:x,delimiter=;,header=yes"),
            ("csv:\"x.csv\"", "csv:x.csv"),
            ("csv:x,scale=2.55e2", "csv:x,scale=255"),
        ] {
            assert_eq!(text.parse::<Source>().unwrap().to_string(), canonical);
        }
        assert_eq!(" IDX:Data".parse(), Ok(Source::Idx(Folder::new("Data"))));
        assert_eq!("Digits".parse(), Ok(Source::Digits));
    }

    #[test]
    fn wrong_sources_say_what_was_found_and_what_is_allowed() {
        let said = |text: &str| text.parse::<Source>().unwrap_err().to_string();
        let allowed = "Allowed: digits, idx:DIR, csv:FILE, npy:FILE";
        for (text, meant) in [
            ("digit", "digits"),
            ("digit:4", "digits"),
            ("ixd:data", "idx:data"),
            ("id", "idx:DIR"),
            ("cvs", "csv:FILE"),
            ("x/train.csv", "csv:x/train.csv"),
            ("x.npy", "npy:x.npy"),
            ("C:\\Data\\X.CSV", "csv:C:\\Data\\X.CSV"),
            ("cvs:x.npy", "csv:x.npy"),
        ] {
            let expected = format!("data source `{text}`: unknown name; did you mean `{meant}`? {allowed}");
            assert_eq!(said(text), expected);
        }
        for text in ["", "gaussian", "mnist.zip", ":"] {
            let expected = format!("data source `{text}`: unknown name; {}", allowed.replace('A', "a"));
            assert_eq!(said(text), expected);
        }
        for (text, form) in [("idx:", "idx:DIR"), ("csv", "csv:FILE"), ("npy: ", "npy:FILE")] {
            assert_eq!(said(text), format!("data source `{text}`: the path is missing; write {form}"));
        }
        for (text, problem) in [
            (
                "csv:x,label=a,lable=b",
                "unknown key `lable`; did you mean `label`? Allowed: label, delimiter, header, scale",
            ),
            (
                "csv:x,label=a,label=b",
                "key `label` is given twice; if one belongs to the path, write the path in quotes",
            ),
            ("csv:x,label=", "`label` has no value"),
            ("csv:x,label=0", "`label` is 0; columns count from 1, and -1 is the last"),
            ("csv:x,header=maybe", "`header` is `maybe`; it must be one of yes, no"),
            (
                "csv:x,header=no,label=species",
                "`label=species` names a column, and with `header=no` there are no names; give its number: label=1 is the first, label=-1 the last",
            ),
            (
                "csv:x,scale=0",
                "`scale` is `0`; it must be none, standard, or a number above 0 to divide by, such as 255",
            ),
            ("csv:\"x", "the quote at its end is missing"),
            ("csv:\"x\".csv", "`.csv` behind the path is not of the form ,key=value"),
            ("idx:x,set=", "`set` has no value"),
        ] {
            assert_eq!(said(text), format!("data source `{text}`: {problem}"));
        }
        assert!(said("csv:x,delimiter=ab").starts_with("data source `csv:x,delimiter=ab`: `delimiter` is `ab`; it must be one of `,` `;` `tab` `|` `space`"));
        assert_eq!(said("csv:,label=x"), "data source `csv:,label=x`: the path is missing; write csv:FILE");
        assert_eq!(
            said("digits:x"),
            "data source `digits:x`: `digits` are those that the program carries and take no path; write digits, or idx:DIR for files of your own"
        );
    }
}
