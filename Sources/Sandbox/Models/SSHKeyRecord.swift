import JSON

/// An SSH key that the sandbox keeps.
struct SSHKeyRecord: Sendable {
    var id: Int64
    var createdAt: Timestamp
    /// `name` and `public_key`.
    var details: JSONObject

    /// The row in `/ssh-keys`.
    var json: JSONValue {
        [
            "id": JSONValue(Int(id)), "name": details["name"] ?? .null, "public_key": details["public_key"] ?? .null,
            "fingerprint": nil, "created_at": createdAt.json, "updated_at": createdAt.json,
        ]
    }
}
