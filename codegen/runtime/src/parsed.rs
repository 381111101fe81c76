//! Types whose values are strings on the wire, and are parsed from them.

/// Implements reading, writing and checking for a type that has `FromStr` and `Display`. A value that exists is valid,
/// so checking it reports nothing. `$expected` says what the string is, as messages name what they expect.
#[doc(hidden)]
#[macro_export]
macro_rules! parsed {
    ($type:ty, $expected:literal) => {
        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        $crate::deserialize_read!($type);

        impl $crate::read::Read for $type {
            fn read(node: $crate::read::Node<'_>) -> Result<Self, $crate::read::Error> {
                $crate::read::from_text(node, $expected)
            }
        }

        impl $crate::write::Plain for $type {
            fn plain(&self) -> Vec<String> {
                vec![self.to_string()]
            }
        }

        impl $crate::Check for $type {
            #[inline(always)]
            fn check(&self, _: impl $crate::Judge, _: &$crate::Rules) {}
        }
    };
}

#[cfg(test)]
mod tests {
    use std::fmt;
    use std::str::FromStr;

    use serde_json::json;

    use crate::write::Plain;

    #[derive(Debug, PartialEq)]
    struct Even(u8);

    impl FromStr for Even {
        type Err = &'static str;

        fn from_str(text: &str) -> Result<Self, Self::Err> {
            let number = text.parse().map_err(|_| "not a number")?;
            if number % 2 == 0 { Ok(Self(number)) } else { Err("it is odd") }
        }
    }

    impl fmt::Display for Even {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.fmt(f)
        }
    }

    crate::parsed!(Even, "an even number in a string");

    #[test]
    fn a_value_is_a_string_on_the_wire() {
        assert_eq!(serde_json::from_value::<Vec<Even>>(json!(["2", "4"])).unwrap(), [Even(2), Even(4)]);
        assert_eq!(serde_json::to_value(Even(6)).unwrap(), json!("6"));
        assert_eq!(Even(8).plain(), ["8"]);
    }

    #[test]
    fn an_error_says_what_was_expected_and_found_and_why() {
        let error = |value| serde_json::from_value::<Even>(value).unwrap_err().to_string();
        assert_eq!(
            error(json!("3")),
            "expected an even number in a string, found the string \"3\": it is odd"
        );
        assert_eq!(error(json!(2)), "expected an even number in a string, found the number 2");
        assert_eq!(error(json!(null)), "expected an even number in a string, found null");
    }
}
