@testable import CloudComputeClient

/// A public key is taken in one form only, and no error holds any of the text.
enum SSHKeyProperties {
    static func check(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let key: SSHPublicKey
        do throws(CloudComputeError) { key = try SSHPublicKey(text) } catch {
            try require(error.code == .rejected, "\(error.code)")
            // Only the words of the program itself may stand in it.
            let words = Set(error.message.split { !$0.isLetter && !$0.isNumber }.map { String($0) })
            try require(words.isSubset(of: known), "\(words.subtracting(known))")
            return
        }
        // A comment may speak of a private key.
        let isPrivate = text.contains("-----BEGIN OPENSSH PRIVATE KEY") || text.contains("b3BlbnNzaC1rZXktdjE")
        try require(!isPrivate, "A private key is taken")
        let isLine = key.text.unicodeScalars.allSatisfy { $0 == "\t" || $0.properties.generalCategory != .control }
        try require(isLine, key.text)
        try require(key.text.hasPrefix("\(key.type) "), key.text)
        try require(try SSHPublicKey(key.text) == key, "\(key) is read as another key")
        try require(key.blob.count >= 4 + key.type.utf8.count + 4, "\(key.blob)")
        try require(try SSHPublicKey("  \(key.text)\r\n") == key, "White space makes another key of \(key)")
    }

    private static let known = Set(
        """
        This is a private key which must stay where it is Nothing was sent Give the public key which is in the file
        whose name ends in pub The public key is empty has more than one line give one key at a time holds a control
        character does not begin with a type that is known here has no sound base64 after its type it may be cut short
        holds another type than it begins with or is cut short is not whole ecdsa sha2 nistp256 nistp384 nistp521 ssh
        ed25519 rsa sk openssh com
        """.split { !$0.isLetter && !$0.isNumber }.map { String($0) })
}
