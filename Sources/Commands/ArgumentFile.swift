import CloudComputeClient
import Files
import JSON
import Localization

/// Files that the user names on the command line.
enum ArgumentFile {
    private static let maximumSize = 64 << 20

    /// Reads a file whole.
    ///
    /// - Throws: ``CommandFailure`` that names the file.
    static func bytes(_ path: String, as role: Message) throws -> [UInt8] {
        do throws(FileError) { return try WholeFile.read(path, limit: maximumSize) } catch {
            switch error.cause {
            case .tooLarge:
                throw CommandFailure(
                    localized("\(role) \(path) is larger than \(maximumSize >> 20) MiB."), .badData)
            case .directory:
                throw CommandFailure(
                    localized("\(role) \(path) cannot be read: \(error.reason); name the files in it one by one."),
                    .missingInput)
            default:
                throw CommandFailure(localized("\(role) \(path) cannot be read: \(error.reason)."), .missingInput)
            }
        }
    }

    /// Reads a JSON schema.
    ///
    /// - Throws: ``CommandFailure`` that names the file.
    static func schema(_ path: String) throws -> JSONSchema {
        let bytes = try bytes(path, as: Message("The schema"))
        do {
            guard let schema = JSONSchema(try JSONValue(parsing: bytes)) else {
                throw CommandFailure(localized("The schema \(path) is not a JSON object."), .badData)
            }
            return schema
        } catch let error as JSONError {
            throw CommandFailure(localized("The schema \(path) is not JSON: \(error.sentence)."), .badData)
        }
    }
}
