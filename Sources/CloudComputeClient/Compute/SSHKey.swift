public import JSON

/// A public key that the account knows, as `/ssh-keys` describes it.
///
/// Only the id is sure to be there.
///
/// Fact: Vast's lists call the key `key`, its answer to a new one `public_key` (`docs/api-facts.md` section 5).
public struct SSHKey: Sendable, Hashable, Identifiable {
    /// The number by which requests name the key.
    public let id: Int
    /// The name that it was given.
    public let name: String?
    /// The key itself, as OpenSSH writes it on one line.
    public let publicKey: String?
    /// The server's fingerprint of the key.
    public let fingerprint: String?
    /// When it was added, as the server wrote it.
    public let createdAt: String?
    /// The server's own object, unknown fields too.
    public let json: JSONValue

    /// Reads one row; `nil` where it has no id above 0.
    public init?(_ json: JSONValue) {
        guard let id = json.rowID else { return nil }
        self.id = id
        name = json.words("name", "title")
        publicKey = json.words("public_key", "key", "ssh_key")
        fingerprint = json.words("fingerprint")
        createdAt = json.words("created_at")
        self.json = json
    }
}

/// What `/ssh-keys` answers.
public struct SSHKeyList: Sendable, Hashable {
    /// The keys in the server's order; rows without a usable id are left out.
    public var keys: [SSHKey]
    /// The server's own JSON, byte for byte; of a list in several pages, one array of their rows.
    public var body: [UInt8]
    /// Whether the list ends here; `false` where more pages follow than are read.
    public var isComplete: Bool

    /// Reads one answer: rows under `data`, `ssh_keys` or `keys`, a bare array, or a single row with or without such a
    /// member around it.
    ///
    /// - Throws: ``CloudComputeError`` of code `badReply` where it is none of these, or the error that it holds.
    public init(body: [UInt8]) throws(CloudComputeError) {
        self.init(try ListEnvelope(body: body, of: .sshKeys))
    }

    init(_ list: ListEnvelope) {
        keys = list.rows.compactMap(SSHKey.init)
        body = list.body
        isComplete = list.next == .end
    }
}
