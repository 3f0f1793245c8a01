import Foundation
import Settings

/// The file of lines that were typed into the chat.
enum InputHistory {
    /// Its path, in a folder made for it; `nil` where that cannot be made.
    static func path(_ session: Session) -> String? {
        let folder = session.settings.folders.stateFolder
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            return folder + "/input-history"
        } catch {
            session.console.note("Typed lines are not kept: \(folder) cannot be made.")
            return nil
        }
    }
}
