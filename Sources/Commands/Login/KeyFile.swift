import Files
import Foundation
import Localization
import Settings
import SystemPackage

/// The file in which `login` keeps a profile's key.
enum KeyFile {
    /// Writes the key where the settings look for it.
    ///
    /// - Parameter origin: The server that took the key, which it is for.
    /// - Returns: The file's path.
    /// - Throws: ``CommandFailure`` where it cannot be written; the former key stays then.
    static func store(_ key: APIKey, for origin: String, _ settings: Settings) throws -> String {
        let path = settings.folders.keyFile(ofProfile: settings.profile.content)
        let folder = NSString(string: path).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure(localized("\(folder) cannot be made: \(ErrorText.fileReason(error))."), .inputOutput)
        }
        do throws(FileError) { try write(Array(KeyFileText(key: key, origin: origin).text.utf8), to: path) } catch {
            throw CommandFailure(localized("\(path) cannot be written: \(error.reason)."), .inputOutput)
        }
        return path
    }

    private static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        let draft = try FileDraft(replacing: path)
        // Whatever a former file was, this one is the user's alone.
        fchown(draft.descriptor.rawValue, geteuid(), getegid())
        fchmod(draft.descriptor.rawValue, 0o600)
        if let failure = draft.descriptor.writeWhole(bytes).failure {
            draft.discard()
            throw FileError(path: path, failure)
        }
        try draft.commit()
        try? draft.descriptor.close()
    }
}
