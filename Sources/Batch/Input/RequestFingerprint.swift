/// Who a request is: one half tells its `custom_id`, the other what is sent.
///
/// It stands in each result's `id`, so the results themselves tell what is done. The hash is fixed for good: changing
/// it would run everything again.
///
/// A line without a `custom_id` is known by what is sent and by how many equal lines stand before it, so that it stays
/// who it is wherever it moves. Its first half is made of the second: the upper 32 bits are equal to those of a hash of
/// the second half, which marks it, and the lower 32 bits differ from that hash by the number of equal lines before.
struct RequestFingerprint: Sendable, Hashable {
    static let prefix = "batch_req_"

    var customID: UInt64
    var body: UInt64

    init(customID: UInt64, body: UInt64) {
        self.customID = customID
        self.body = body
    }

    /// The identity of a request that has a `custom_id` of its own.
    init(_ request: BatchRequest) {
        self.init(customID: Self.customID(request), body: Self.body(request))
    }

    init(customID: String, body: UInt64) {
        self.init(customID: Self.customID(customID), body: body)
    }

    /// The identity of a line without a `custom_id`.
    init(automatic body: UInt64, occurrence: UInt32) {
        customID = Self.seal(body) ^ UInt64(occurrence)
        self.body = body
    }

    /// What is sent, as a number.
    static func body(_ request: BatchRequest) -> UInt64 { hash(request.body, seed: 2) }

    /// A body that is sent, as a number.
    static func body(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 { hash(bytes, seed: 2) }

    /// The `custom_id` of a request as a number.
    static func customID(_ request: BatchRequest) -> UInt64 { customID(request.customID) }

    /// A `custom_id` as a number.
    static func customID(_ name: String) -> UInt64 { hash(name.utf8, seed: 1) }

    /// The bytes of a `custom_id` as a number.
    static func customID(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 { hash(bytes, seed: 1) }

    /// The body of a line that could not be sent.
    static let nothingSent = hash([], seed: 2)

    /// A number that stands for any bytes.
    static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 { hash(bytes, seed: 3) }

    /// Whether the line has no `custom_id`.
    var isAutomatic: Bool { (customID ^ Self.seal(body)) >> 32 == 0 }

    private static func seal(_ body: UInt64) -> UInt64 { fold(body ^ 0xD6E8_FEB8_6659_FD93, 0xA3B1_9535_4A39_B70D) }

    /// Reads an `id`; `nil` where it is not of this form.
    init?(_ id: ArraySlice<UInt8>) {
        guard id.count == Self.prefix.utf8.count + 32, id.starts(with: Self.prefix.utf8) else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        let start = id.startIndex + Self.prefix.utf8.count
        for place in 0..<32 {
            let byte = id[start + place]
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            default: return nil
            }
            if place < 16 { halves.0 = halves.0 << 4 | UInt64(digit) } else { halves.1 = halves.1 << 4 | UInt64(digit) }
        }
        customID = halves.0
        body = halves.1
    }

    /// The `id` of the result.
    var id: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the `id` of the result.
    func write(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: Self.prefix.utf8)
        for number in [customID, body] {
            for shift in stride(from: 60, through: 0, by: -4) {
                let digit = UInt8(truncatingIfNeeded: number >> UInt64(shift)) & 15
                bytes.append(digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
            }
        }
    }

    /// A 64-bit hash: eight bytes at a time through a folded 128-bit product, as wyhash and foldhash do it.
    private static func hash(_ bytes: some Collection<UInt8>, seed: UInt64) -> UInt64 {
        bytes.withContiguousStorageIfAvailable { hash($0, seed: seed) }
            ?? Array(bytes).withUnsafeBufferPointer { hash($0, seed: seed) }
    }

    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64) -> UInt64 {
        let raw = UnsafeRawBufferPointer(bytes)
        var state = fold(seed ^ 0x2D35_8DCC_AA6C_78A5, UInt64(raw.count) ^ 0x8BB8_4B93_962E_ACC9)
        var offset = 0
        let lastWord = raw.count - 8
        while offset <= lastWord {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            state = fold(state ^ word, 0x4B33_A62E_D433_D4A3) &+ word
            offset &+= 8
        }
        var tail: UInt64 = 0
        if raw.count >= 8, offset < raw.count {
            let word = UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self))
            tail = word & (1 << UInt64(8 * (raw.count - offset)) - 1)
        } else {
            for byte in raw[offset...] { tail = tail << 8 | UInt64(byte) }
        }
        return fold(state ^ tail ^ 0x4D5A_2DA5_1DE1_AA47, 0xA076_1D64_78BD_642F)
    }

    private static func fold(_ one: UInt64, _ other: UInt64) -> UInt64 {
        let (high, low) = one.multipliedFullWidth(by: other)
        return high ^ low
    }
}
