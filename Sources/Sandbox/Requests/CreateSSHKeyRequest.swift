import Foundation
import JSON

/// An SSH key that somebody wants to add.
struct CreateSSHKeyRequest: Sendable {
    private static let types: Set<String> = [
        "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
        "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
    ]

    var name: String?
    /// The line, without white space around it.
    var publicKey: String
    /// What makes it this key: the line without its comment.
    var identity: String

    /// - Throws: ``APIError`` where a field has the wrong type or the key is no public key.
    init(_ body: [UInt8]) throws(APIError) {
        var validator = try RequestValidator(body, nullsAreAbsent: true)
        name = validator.string("name", maximumLength: 255)
        let text = validator.require("public_key") ? validator.string("public_key", maximumLength: 16_384) : nil
        publicKey = text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        let identity = Self.identity(publicKey)
        if text != nil, identity == nil { validator.fail("public_key", "The public key field format is invalid.") }
        try validator.finish()
        self.identity = identity ?? ""
    }

    static let duplicate = APIError.invalid([.init("public_key", "The public key has already been taken.")])

    /// Type and key of a line such as `ssh-ed25519 AAAA… comment`; `nil` where it is none.
    private static func identity(_ line: String) -> String? {
        guard line.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else { return nil }
        let parts = line.split(separator: " ", maxSplits: 2)
        guard parts.count >= 2, types.contains(String(parts[0])), let blob = Data(base64Encoded: String(parts[1]))
        else { return nil }
        // The key itself says its type again, after the type's length in four bytes.
        let type = Array(parts[0].utf8)
        guard blob.count >= 4 + type.count + 32, blob.prefix(4).elementsEqual([0, 0, 0, UInt8(type.count)]),
            blob.dropFirst(4).prefix(type.count).elementsEqual(type)
        else { return nil }
        return "\(parts[0]) \(parts[1])"
    }
}
