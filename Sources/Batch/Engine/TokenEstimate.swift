import CloudComputeClient
import JSON

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A rough count of the tokens that a request will use, for limits and for the check before a run.
enum TokenEstimate {
    /// About so many bytes make a token, in English; in Russian it is rather more.
    private static let bytesPerToken = 4
    /// About what an image or a file in a `data:` URL counts for, however many bytes it has.
    private static let tokensPerAttachment = 1000
    /// No reply is longer; what stands in a file may be any number.
    private static let longestReply = 1_000_000_000

    /// The tokens of the prompt, by the length of the body, and those that the reply may have, by its limit.
    static func of(_ body: [UInt8]) -> (prompt: Int, completion: Int?) {
        let (attachments, size) = body.containsBytes("\"data:") ? attachments(in: body) : (0, 0)
        let prompt = prompt(size: body.count - size, attachments: attachments)
        guard body.containsBytes("\"max_") else { return (prompt, nil) }
        let limit = body.withUnsafeBufferPointer { bytes -> Int? in
            guard let members = try? JSONObjectIndex(of: bytes) else { return nil }
            let range = members["max_completion_tokens"] ?? members["max_tokens"]
            return range.flatMap { try? JSONValue(parsing: bytes[$0]) }?.int
        }
        return (prompt, limit.map { min(max(0, $0), longestReply) })
    }

    /// The tokens of a prompt by the length of the body, that of attachments left out, and by how many of them there are.
    static func prompt(size: Int, attachments: Int = 0) -> Int {
        max(1, size / bytesPerToken + attachments * tokensPerAttachment)
    }

    /// Both together; a reply without a limit counts as nothing until it has come.
    static func total(_ body: [UInt8]) -> Int {
        let (prompt, completion) = of(body)
        return prompt + (completion ?? 0)
    }

    /// How many strings of the body are `data:` URLs, and their bytes.
    private static func attachments(in body: [UInt8]) -> (count: Int, size: Int) {
        let head = Array("\"data:".utf8)
        return body.withUnsafeBytes { bytes in
            var (count, size, position) = (0, 0, 0)
            while let quote = offset(of: UInt8(ascii: "\""), in: bytes, from: position) {
                position = quote + 1
                guard bytes[quote...].starts(with: head),
                    let end = offset(of: UInt8(ascii: "\""), in: bytes, from: quote + head.count)
                else { continue }
                count += 1
                size += end - quote
                position = end + 1
            }
            return (count, size)
        }
    }

    private static func offset(of byte: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + start, Int32(byte), bytes.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }
}
