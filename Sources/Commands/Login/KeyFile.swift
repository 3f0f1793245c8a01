import Foundation
import Settings

/// The file in which `login` keeps a profile's key.
enum KeyFile {
    /// Writes the key where the settings look for it.
    ///
    /// - Returns: The file's path.
    /// - Throws: ``CommandFailure`` where it cannot be written; the former key stays then.
    static func store(_ key: String, _ settings: Settings) throws -> String {
        let path = settings.folders.keyFile(ofProfile: settings.profile.content)
        let folder = NSString(string: path).deletingLastPathComponent
        let draft = "\(path).\(getpid())"
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure("\(folder) cannot be made: \(FileProblem.reason(error)).", .inputOutput)
        }
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        let bytes = Array((key + "\n").utf8)
        guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0,
            rename(draft, path) == 0
        else {
            let reason = String(cString: strerror(errno)).lowercased()
            unlink(draft)
            throw CommandFailure("\(path) cannot be written: \(reason).", .inputOutput)
        }
        close(descriptor)
        return path
    }
}
