import Localization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A public key that is fit to be sent: one line as OpenSSH writes it, checked to its last byte.
///
/// Fact: RFC 4253 section 6.6 and RFC 5656 section 3.1 for what the base64 holds; OpenSSH's PROTOCOL.u2f for the keys of
/// security tokens.
public struct SSHPublicKey: Sendable, Hashable {
    /// The fields in the base64 of each type, its name being the first.
    private static let fieldCounts = [
        "ssh-ed25519": 2, "ssh-rsa": 3, "ecdsa-sha2-nistp256": 3, "ecdsa-sha2-nistp384": 3, "ecdsa-sha2-nistp521": 3,
        "sk-ssh-ed25519@openssh.com": 3, "sk-ecdsa-sha2-nistp256@openssh.com": 4,
    ]

    /// The line that is sent: type, base64 and comment, with single spaces between.
    public let text: String
    /// The type, such as `ssh-ed25519`.
    public let type: String
    /// What follows the key on the line, mostly user and host; empty where nothing does.
    public let comment: String
    /// What the base64 holds.
    let blob: [UInt8]

    /// Checks a key as it stands in a `.pub` file.
    ///
    /// - Throws: ``CloudComputeError`` of code `rejected`, which never holds any of the text.
    public init(_ text: String) throws(CloudComputeError) {
        if Self.isPrivate(text) {
            throw CloudComputeError(
                .rejected,
                Message(
                    "This is a private key, which must stay where it is. Nothing was sent. Give the public key, "
                        + "which is in the file whose name ends in .pub."))
        }
        let line = text.trimmed
        if line.isEmpty { throw Self.unfit(Message("is empty")) }
        if line.contains(where: \.isNewline) {
            throw Self.unfit(Message("has more than one line; give one key at a time"))
        }
        if line.unicodeScalars.contains(where: { $0.properties.generalCategory == .control && $0 != "\t" }) {
            throw Self.unfit(Message("holds a control character"))
        }
        let parts = line.split(maxSplits: 2, whereSeparator: \.isWhitespace).map(\.trimmed)
        guard let count = Self.fieldCounts[parts[0]] else {
            let known = Self.fieldCounts.keys.sorted().joined(separator: ", ")
            throw Self.unfit(Message("does not begin with a type that is known here (\(known))"))
        }
        guard parts.count > 1, let data = Data(base64Encoded: parts[1]) else {
            throw Self.unfit(Message("has no sound base64 after its type; it may be cut short"))
        }
        blob = Array(data)
        guard let fields = Self.fields(blob), fields.first.map({ $0.elementsEqual(parts[0].utf8) }) == true else {
            throw Self.unfit(Message("holds another type than it begins with, or is cut short"))
        }
        guard fields.count == count, !parts[0].contains("ed25519") || fields[1].count == 32 else {
            throw Self.unfit(Message("is not whole"))
        }
        type = parts[0]
        comment = parts.count > 2 ? parts[2] : ""
        self.text = parts.joined(separator: " ")
    }

    /// Whether the text holds a private key in a form of OpenSSH, PEM or PuTTY, or the base64 of OpenSSH's alone.
    private static func isPrivate(_ text: String) -> Bool {
        let text = text.lowercased()
        return text.contains("private key") && text.contains("begin")
            || ["putty-user-key-file", "private-lines:", "b3blbnnzac1rzxktdje"].contains { text.contains($0) }
    }

    private static func unfit(_ reason: Message) -> CloudComputeError {
        CloudComputeError(.rejected, Message("The public key \(reason). Nothing was sent."))
    }

    /// Cuts the base64's bytes into fields, each with its length in four bytes before it; `nil` where they do not fit.
    private static func fields(_ blob: [UInt8]) -> [ArraySlice<UInt8>]? {
        var fields: [ArraySlice<UInt8>] = []
        var rest = blob[...]
        while !rest.isEmpty {
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            guard rest.count >= 4, length > 0, length <= rest.count - 4 else { return nil }
            fields.append(rest.dropFirst(4).prefix(length))
            rest = rest.dropFirst(4 + length)
        }
        return fields
    }
}
