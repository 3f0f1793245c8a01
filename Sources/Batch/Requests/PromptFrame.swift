/// The body of a request that has nothing but a prompt of its own; only the prompt is put in anew.
struct PromptFrame {
    /// What comes behind the prompt, what comes before it, and room for both to follow.
    private var bytes: [UInt8]
    private let closingSize: Int
    private let openingSize: Int

    init(_ opening: some Collection<UInt8>, _ closing: some Collection<UInt8>) {
        bytes = Array(closing) + Array(opening)
        closingSize = closing.count
        openingSize = opening.count
    }

    /// Hands out the body with a prompt, which is JSON.
    mutating func withBody<Result>(
        _ prompt: UnsafeBufferPointer<UInt8>, _ use: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        let place = closingSize + openingSize
        let end = place + prompt.count
        let missing = end + closingSize - bytes.count
        if missing > 0 { bytes.append(contentsOf: repeatElement(0, count: missing)) }
        return bytes.withUnsafeMutableBufferPointer { bytes in
            let body = UnsafeMutableBufferPointer(rebasing: bytes[closingSize..<end + closingSize])
            _ = UnsafeMutableBufferPointer(rebasing: bytes[place..<end]).update(fromContentsOf: prompt)
            _ = UnsafeMutableBufferPointer(rebasing: bytes[end..<end + closingSize])
                .update(fromContentsOf: UnsafeBufferPointer(rebasing: bytes[..<closingSize]))
            return use(UnsafeBufferPointer(body))
        }
    }
}
