//! The store.

use std::fmt;
use std::sync::LazyLock;
use std::time::Duration;

use redis::{Client, Connection, ConnectionAddr, RedisResult, Script};
use rustls::crypto::{CryptoProvider, ring};
use specwright_runtime::{
    AccessToken, BoxFuture, CredentialKey, CredentialStore, StoreError, StoredCredential,
};

use crate::seal::Seal;
use crate::worker::Worker;

/// Replaces a value, if it is still the expected one. An empty string means that there is no value.
static REPLACE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        "if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
         if ARGV[2] == '' then redis.call('DEL', KEYS[1])
         elseif ARGV[3] == '' then redis.call('SET', KEYS[1], ARGV[2])
         else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
         return 1",
    )
});

/// Takes or extends a lease, if no other owner has it.
static LEASE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        "local owner = redis.call('GET', KEYS[1])
         if owner and owner ~= ARGV[1] then return 0 end
         redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
         return 1",
    )
});

/// How often a value is read and compared again if another process replaces it between the two.
const ATTEMPTS: usize = 3;

/// Shares the credentials of clients among many machines, by a Redis server (5 or later) or one that is compatible with it.
///
/// A thread of its own has the connection, which is opened when it is first needed and again after it broke. So the store
/// serves async clients of any runtime and blocking clients alike. Clones share the thread, which ends with the last of them.
///
/// `Debug` shows neither the password of the address nor the encryption key.
///
/// ```
/// use specwright_redis::RedisStore;
///
/// // Nothing is connected before a client needs a credential.
/// let store = RedisStore::open("redis://user:password@127.0.0.1:6379/0")?.prefix("tickets:");
/// assert_eq!(
///     format!("{store:?}"),
///     r#"RedisStore { address: "127.0.0.1:6379", prefix: "tickets:", values: plain, .. }"#
/// );
/// # Ok::<(), specwright_runtime::StoreError>(())
/// ```
#[derive(Clone)]
pub struct RedisStore {
    worker: Worker,
    address: String,
    prefix: String,
    seal: Seal,
}

impl RedisStore {
    /// Takes the address of a server: `redis://[user:password@]host[:port][/database]`, `rediss://…` with TLS,
    /// `unix:///path`.
    ///
    /// TLS is done by the provider that the program installed in rustls; if it installed none, this installs ring. It trusts
    /// the certificates that the system trusts.
    ///
    /// # Errors
    ///
    /// If the address is invalid, or the thread cannot be started.
    pub fn open(address: &str) -> Result<Self, StoreError> {
        // The error does not quote the address.
        Self::from_client(Client::open(address).map_err(StoreError::new)?)
    }

    /// Takes a client of the crate [`redis`], for what an address cannot say: certificates, for example.
    ///
    /// ```
    /// use specwright_redis::{RedisStore, redis};
    ///
    /// let client = redis::Client::open("redis://127.0.0.1").map_err(specwright_runtime::StoreError::new)?;
    /// let store = RedisStore::from_client(client)?;
    /// # drop(store);
    /// # Ok::<(), specwright_runtime::StoreError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the thread cannot be started.
    pub fn from_client(client: Client) -> Result<Self, StoreError> {
        let address = client.get_connection_info().addr();
        if matches!(address, ConnectionAddr::TcpTls { .. }) && CryptoProvider::get_default().is_none() {
            // Another thread may have installed one since.
            let _ = ring::default_provider().install_default();
        }
        let address = address.to_string();
        let worker = Worker::start(client)?;
        Ok(Self { worker, address, prefix: "specwright:".to_owned(), seal: Seal::default() })
    }

    /// Sets the beginning of all names in Redis, so that several programs or environments can use one database. The default
    /// is `specwright:`.
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Encrypts credentials at rest, by AES-256-GCM with a random nonce. All clients of a credential need the same key.
    ///
    /// A value that is not encrypted is then ignored and replaced. One that was encrypted with another key is an error: use
    /// another prefix with a new key.
    #[must_use]
    pub fn encrypted(mut self, key: &[u8; 32]) -> Self {
        self.seal = Seal::new(key);
        self
    }

    /// The name of a value in Redis.
    fn name(&self, key: &CredentialKey) -> String {
        format!("{}{key}", self.prefix)
    }

    fn lease_name(&self, key: &CredentialKey) -> String {
        format!("{}{key}:lease", self.prefix)
    }

    /// The value, and the credential in it, if it has a form that this version knows.
    async fn read(&self, name: &str) -> Result<Read, StoreError> {
        let (name_there, seal) = (name.to_owned(), self.seal.clone());
        let (value, left) = self.worker.run(move |connection| get(connection, &name_there)).await?;
        let credential = match &value {
            None => None,
            Some(value) => seal
                .open(name, value)?
                .and_then(|opened| StoredCredential::decode(&opened, left).ok())
                .filter(|stored| stored.left() != Some(Duration::ZERO)),
        };
        Ok(Read { value: value.unwrap_or_default(), credential })
    }

    /// Replaces the value that was read, by one that ends after some time, or by none.
    async fn replace(
        &self,
        name: &str,
        expected: Vec<u8>,
        value: Vec<u8>,
        left: Option<Duration>,
    ) -> Result<bool, StoreError> {
        let name = name.to_owned();
        let left = left.map(milliseconds).unwrap_or_default();
        self.worker
            .run(move |connection| {
                REPLACE.key(&name).arg(&expected).arg(&value).arg(&left).invoke::<bool>(connection)
            })
            .await
    }
}

/// What is stored under a name.
struct Read {
    /// Empty if there is none.
    value: Vec<u8>,
    credential: Option<StoredCredential>,
}

/// The value, and the time until it expires.
fn get(connection: &mut Connection, name: &str) -> RedisResult<(Option<Vec<u8>>, Option<Duration>)> {
    let (value, left): (Option<Vec<u8>>, i64) =
        redis::pipe().atomic().cmd("GET").arg(name).cmd("PTTL").arg(name).query(connection)?;
    // Negative if it never expires.
    Ok((value, u64::try_from(left).ok().map(Duration::from_millis)))
}

/// A duration as Redis expects it: at least a millisecond.
fn milliseconds(duration: Duration) -> String {
    duration.as_millis().max(1).to_string()
}

impl CredentialStore for RedisStore {
    fn get<'a>(
        &'a self,
        key: &'a CredentialKey,
    ) -> BoxFuture<'a, Result<Option<StoredCredential>, StoreError>> {
        Box::pin(async move { Ok(self.read(&self.name(key)).await?.credential) })
    }

    fn put<'a>(
        &'a self,
        key: &'a CredentialKey,
        credential: &'a StoredCredential,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async move {
            let name = self.name(key);
            let value = self.seal.close(&name, credential.encode())?;
            for _ in 0..ATTEMPTS {
                let read = self.read(&name).await?;
                if read.credential.is_some_and(|stored| stored.is_newer_than(credential)) {
                    break;
                }
                if self.replace(&name, read.value, value.clone(), credential.left()).await? {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }

    fn invalidate<'a>(
        &'a self,
        key: &'a CredentialKey,
        rejected: &'a AccessToken,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let name = self.name(key);
            let read = self.read(&name).await?;
            if read.credential.is_some_and(|stored| stored.token() == rejected) {
                // Otherwise another process has replaced it.
                self.replace(&name, read.value, Vec::new(), None).await?;
            }
            Ok(())
        })
    }

    fn lease<'a>(
        &'a self,
        key: &'a CredentialKey,
        owner: &'a str,
        duration: Duration,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        let (name, owner, duration) = (self.lease_name(key), owner.to_owned(), milliseconds(duration));
        self.worker.run(move |connection| LEASE.key(&name).arg(&owner).arg(&duration).invoke(connection))
    }

    fn release<'a>(
        &'a self,
        key: &'a CredentialKey,
        owner: &'a str,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        let (name, owner) = (self.lease_name(key), owner.as_bytes().to_vec());
        Box::pin(async move { self.replace(&name, owner, Vec::new(), None).await.map(|_| ()) })
    }
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore")
            .field("address", &self.address)
            .field("prefix", &self.prefix)
            .field("values", &self.seal)
            .finish_non_exhaustive()
    }
}
