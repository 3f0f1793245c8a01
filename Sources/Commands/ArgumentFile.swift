import CloudComputeClient
import Files
import JSON

/// Files that the user names on the command line.
enum ArgumentFile {
    private static let maximumSize = 64 << 20

    /// Reads a file whole.
    ///
    /// - Throws: ``CommandFailure`` that names the file.
    static func bytes(_ path: String, as role: String) throws -> [UInt8] {
        do throws(FileError) { return try WholeFile.read(path, limit: maximumSize) } catch {
            if case .tooLarge = error.cause {
                throw CommandFailure("\(role) \(path) is larger than \(maximumSize >> 20) MiB.", .badData)
            }
            let advice = error.cause == .directory ? "; name the files in it one by one" : ""
            throw CommandFailure("\(role) \(path) cannot be read: \(error.reason)\(advice).", .missingInput)
        }
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
