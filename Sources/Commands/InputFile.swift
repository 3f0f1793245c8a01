import CloudComputeClient
import Foundation
import Settings

/// Files that the user names on the command line.
enum InputFile {
    private static let maximumSize = 64 << 20

    /// Reads a file whole.
    ///
    /// - Throws: ``CommandFailure`` that names the file.
    static func bytes(_ path: String, as role: String) throws -> [UInt8] {
        // A pipe, as `<(…)` makes one, is read like a file, which Data(contentsOf:) refuses.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while descriptor >= 0 {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { break }
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= maximumSize else {
                throw CommandFailure("\(role) \(path) is larger than \(maximumSize >> 20) MiB.", .badData)
            }
        }
        throw CommandFailure(
            "\(role) \(path) cannot be read: \(String(cString: strerror(errno)).lowercased()).", .missingInput)
    }

    /// Reads a JSON schema.
    ///
    /// - Throws: ``CommandFailure`` that names the file.
    static func schema(_ path: String) throws -> JSONSchema {
        let bytes = try bytes(path, as: "The schema")
        do {
            guard let schema = JSONSchema(try JSONValue(parsing: bytes)) else {
                throw CommandFailure("The schema \(path) is not a JSON object.", .badData)
            }
            return schema
        } catch let error as JSONError {
            throw CommandFailure("The schema \(path) is not JSON: \(error).", .badData)
        }
    }
}
