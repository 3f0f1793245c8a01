#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// An IP address, or all those that begin with the same bits: `10.1.2.3`, `10.0.0.0/8`, `fd00::/8`.
struct AddressBlock: Sendable, Hashable {
    private let bytes: [UInt8]
    private let bits: Int

    /// Reads an address that is written out in full, in brackets or without, and perhaps the number of its first bits
    /// that count; `nil` for everything else, names among it.
    init?(_ text: some StringProtocol) {
        var text = Substring(text)
        if text.hasPrefix("["), text.hasSuffix("]") { text = text.dropFirst().dropLast() }
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        var address = parts.first.map(String.init) ?? ""
        if address.hasPrefix("["), address.hasSuffix("]") { address = String(address.dropFirst().dropLast()) }
        guard let bytes = Self.bytes(address) else { return nil }
        self.bytes = bytes
        guard parts.count == 2 else {
            bits = bytes.count * 8
            return
        }
        guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let bits = Int(parts[1]),
            bits <= bytes.count * 8
        else { return nil }
        self.bits = bits
    }

    /// Whether an address is one of these.
    func contains(_ address: AddressBlock) -> Bool {
        guard address.bytes.count == bytes.count, address.bits >= bits else { return false }
        return bytes.indices.allSatisfy { index in
            let counting = min(8, max(0, bits - index * 8))
            let mask = ~(UInt8(truncatingIfNeeded: 0xFF >> counting))
            return (bytes[index] ^ address.bytes[index]) & mask == 0
        }
    }

    /// The 4 or 16 bytes of an address that is written out in full; `nil` for everything else.
    static func bytes(_ address: String) -> [UInt8]? {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = Array(repeating: UInt8(0), count: count)
            if inet_pton(family, address, &bytes) == 1 { return bytes }
        }
        return nil
    }
}
