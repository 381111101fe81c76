//! Creates a ticket with the client that openapi-generator's generator `rust` makes. Arguments: the document, and the address.

use tickets_client::apis::configuration::{ApiKey, Configuration};
use tickets_client::apis::default_api::{card_create, fetch_access_token};
use tickets_client::models::{CardCreate200Response, FetchStableAccessToken200Response};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [document, address]: [String; 2] =
        std::env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "two arguments")?;
    let document: serde_json::Value = serde_json::from_slice(&std::fs::read(document)?)?;
    let content = &document["paths"]["/card/create"]["post"]["requestBody"]["content"]["application/json"];
    let body = serde_json::from_value(content["examples"]["create_meeting_ticket"]["value"].clone())?;

    let mut configuration = Configuration { base_path: address.clone(), ..Configuration::default() };
    let secret = "0".repeat(32);
    let token = fetch_access_token(&configuration, "client_credential", "wx0123456789abcdef", &secret).await?;
    let FetchStableAccessToken200Response::IssuedToken(token) = token else { return Err("no token".into()) };
    configuration.api_key = Some(ApiKey { prefix: None, key: token.access_token });
    let CardCreate200Response::CreatedCard(card) = card_create(&configuration, body).await? else {
        return Err("refused".into());
    };
    assert!(!card.card_id.is_empty());
    println!("openapi-generator (rust): {address} created a ticket");
    Ok(())
}
