import CloudComputeClient
import Foundation
import Settings

/// Files that the user names on the command line.
enum InputFile {
    /// Reads a file whole.
    ///
    /// - Throws: ``CommandFailure`` that names the file.
    static func bytes(_ path: String, as role: String) throws -> [UInt8] {
        do {
            return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw CommandFailure("\(role) \(path) cannot be read: \(FileProblem.reason(error)).", .missingInput)
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
