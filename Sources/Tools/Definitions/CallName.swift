/// The names under which a model calls tools: 1 to 64 of `A-Z a-z 0-9 _ -`, each for one tool.
enum CallName {
    private static let (limit, serverLimit) = (64, 32)

    /// Names for servers, from the names that their file gives them; in none is a `__`, which ends a server's name.
    static func ofServers(_ names: [String]) -> [String] {
        unique(names, limit: serverLimit) { name in
            name.split(separator: "_", omittingEmptySubsequences: false).reduce(into: "") { result, part in
                if !part.isEmpty { result += result.isEmpty ? part : "_" + part }
            }
        }
    }

    /// Names for the tools of a server, in their order: `server__tool`.
    static func ofTools(_ tools: [String], server: String) -> [String] {
        unique(tools.map { "\(server)__\($0)" }, limit: limit) { $0 }
    }

    /// Whether a name can be called as it is.
    static func isUsable(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= limit && name.utf8.allSatisfy(isAllowed)
    }

    /// The names with `_` for what may not stand in them; one that had to be cut, or would be another's, gets a mark of its
    /// whole former name.
    private static func unique(_ names: [String], limit: Int, _ simplified: (String) -> String) -> [String] {
        let plain = names.map { name in
            let bytes = name.unicodeScalars.map { scalar -> UInt8 in
                let byte = UInt8(truncatingIfNeeded: scalar.value)
                return scalar.isASCII && isAllowed(byte) ? byte : UInt8(ascii: "_")
            }
            return simplified(String(decoding: bytes, as: UTF8.self))
        }
        // A name that needs no change keeps it, whatever comes to look like it.
        let counts = plain.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        return zip(names, plain).map { name, plain in
            let fits = plain.utf8.count <= limit && !plain.isEmpty
            if fits, plain == name || counts[plain] == 1 { return plain }
            // A cut may leave a `_` at the end.
            let beginning = simplified(String(plain.prefix(limit - 9)))
            return beginning.isEmpty ? mark(of: name) : "\(beginning)_\(mark(of: name))"
        }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// Eight hexadecimal digits of a hash (FNV-1a, 64 bits, folded) that is the same on every machine.
    private static func mark(of name: String) -> String {
        let hash = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let digits = String((hash ^ hash >> 32) & 0xFFFF_FFFF, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
