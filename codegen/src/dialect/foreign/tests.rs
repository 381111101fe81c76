//! Every key of other description languages, wherever it is written, is answered.

use crate::check::check;
use crate::dialect::keys::{self, API, FIELD, Keys, MODEL, OPERATION};
use crate::source::Source;
use crate::{Code, ir::ScalarKind};

/// The fixed fields of the objects of OpenAPI 3.1, apart from those of a schema.
const OPENAPI: &str = "openapi info jsonSchemaDialect servers paths webhooks components security tags externalDocs title \
    summary description termsOfService contact license version name url email identifier variables enum default schemas \
    responses parameters examples requestBodies headers securitySchemes links callbacks pathItems $ref get put post delete \
    options head patch trace operationId requestBody deprecated in required allowEmptyValue style explode allowReserved \
    schema example content encoding contentType value externalValue operationRef server mapping propertyName xml namespace \
    prefix attribute wrapped discriminator type scheme bearerFormat flows openIdConnectUrl implicit password \
    clientCredentials authorizationCode authorizationUrl tokenUrl refreshUrl scopes x-internal x-enum-varnames";

/// The keywords of JSON Schema 2020-12, and of its earlier versions.
const JSON_SCHEMA: &str = "$id $schema $ref $anchor $dynamicRef $dynamicAnchor $vocabulary $comment $defs prefixItems items \
    contains additionalProperties properties patternProperties dependentSchemas propertyNames if then else allOf anyOf oneOf \
    not unevaluatedItems unevaluatedProperties type const enum multipleOf maximum exclusiveMaximum minimum exclusiveMinimum \
    maxLength minLength pattern maxItems minItems uniqueItems maxContains minContains maxProperties minProperties required \
    dependentRequired title description default deprecated readOnly writeOnly examples format contentEncoding \
    contentMediaType contentSchema definitions dependencies additionalItems id divisibleBy extends disallow";

/// Swagger 2, RAML, AsyncAPI, Smithy, TypeSpec, protobuf, serde and class-validator.
const OTHERS: &str = "swagger host basePath schemes consumes produces securityDefinitions collectionFormat nullable \
    baseUri mediaType protocols types traits resourceTypes securedBy annotationTypes uses uriParameters queryParameters \
    queryString body displayName facets is fileTypes discriminatorValue asyncapi channels messages publish subscribe \
    bindings payload correlationId operations action service resource operation structure input output errors trait http \
    httpQuery httpHeader httpLabel httpPayload length range sensitive paginated idempotencyToken jsonName timestampFormat \
    waitable mixin member target readonly documentation enumValue @route @get @query @path @header @body @doc @visibility \
    @key @encode @format scalar interface syntax package message rpc returns oneof repeated optional reserved option import \
    json_name packed rename rename_all alias flatten skip skip_serializing skip_deserializing skip_serializing_if with \
    serialize_with deserialize_with tag untagged other transparent deny_unknown_fields from into IsOptional IsNotEmpty \
    IsString IsInt IsNumber IsEmail IsEnum IsDate IsArray IsBoolean Length Min Max Matches ArrayMinSize ArrayMaxSize \
    ArrayUnique ArrayNotEmpty ValidateNested ValidateIf IsIn IsPositive IsDefined Equals Expose Exclude Transform";

/// Features that people look for.
const FEATURES: &str = "multipart files upload binary streaming sse websocket download cookie cookies status statusCode \
    data envelope unwrap pagination page cursor timeout retries rate_limit cache oauth2 basic apiKey bearer signature \
    idempotency_key version webhook event batch long_running xml";

fn words() -> impl Iterator<Item = &'static str> {
    [OPENAPI, JSON_SCHEMA, OTHERS, FEATURES].into_iter().flat_map(str::split_whitespace)
}

/// The spec with the key at a place: one file more, or one key more in a file.
fn spec(place: &Keys, key: &str) -> Vec<Source> {
    let extra =
        |keys: &Keys| if std::ptr::eq(keys, place) { format!("\"{key}\": x\n") } else { String::new() };
    let field = extra(&FIELD).replace('\n', ", ");
    vec![
        Source::new("api.yaml", format!("api: shop\nserver: https://shop.example\n{}", extra(&API))),
        Source::new(
            "card.yaml",
            format!("model: Card\nfields:\n  title: {{ {field}type: string }}\n{}", extra(&MODEL)),
        ),
        Source::new(
            "create.yaml",
            format!("operation: create\nmethod: POST\npath: /card\nrequest: Card\n{}", extra(&OPERATION)),
        ),
    ]
}

/// Whether a help is about the word, rather than a list of all keys or a guess by the spelling.
fn is_answer(help: &str) -> bool {
    !help.starts_with("the keys of") && !help.starts_with("did you mean")
}

#[test]
fn every_key_of_another_language_is_answered_at_each_place() {
    let mut unanswered = String::new();
    for place in [&FIELD, &MODEL, &OPERATION, &API] {
        for word in words().filter(|word| place.get(word).is_none()) {
            let found = check(&spec(place, word)).err().unwrap_or_default();
            let of_key = found.iter().filter(|one| matches!(one.code, Code::UnknownKey | Code::SeveralKinds));
            let helps: Vec<&str> = of_key.filter_map(|one| one.help.as_deref()).collect();
            match helps.as_slice() {
                [help] if is_answer(help) => {}
                // The same words, joined in another way or in the plural.
                [help]
                    if place
                        .iter()
                        .any(|key| *word == format!("{}s", key.name) && help.contains(key.name)) => {}
                [help]
                    if place.iter().any(|key| {
                        super::folded(key.name) == super::folded(word)
                            && *help == format!("did you mean `{}`?", key.name)
                    }) => {}
                _ => unanswered.push_str(&format!("{word} in {}: {helps:?}\n", place.what)),
            }
        }
    }
    assert!(unanswered.is_empty(), "{unanswered}");
}

#[test]
fn every_row_is_reached_and_names_keys_that_there_are() {
    for row in super::keys::KEYS {
        for word in row.words {
            assert_eq!(*word, super::folded(word), "{word} is not folded");
        }
        assert!(keys::ALL.iter().any(|keys| row.applies(keys)), "nothing has {:?}", row.words);
        if let super::At::In(ids) = row.place {
            for id in ids {
                assert!(keys::ALL.iter().any(|keys| keys.id == *id), "{id}");
            }
        }
        let reached = keys::ALL.iter().filter(|keys| row.applies(keys)).any(|keys| {
            row.words.iter().any(|word| super::key(word, keys).is_some_and(|answer| answer.help == row.help))
        });
        assert!(reached, "rows before this one answer for {:?}", row.words);
    }
}

#[test]
fn no_type_of_the_dialect_is_foreign() {
    for kind in ScalarKind::ALL {
        assert_eq!(super::type_name(kind.name()), None, "{}", kind.name());
    }
}
