import Foundation
import Localization
import Settings

extension CommandContext {
    /// The path of the file of lines that were typed into the chat, in a folder made for it; `nil` where that cannot be made.
    var inputHistoryPath: String? {
        let folder = settings.folders.stateFolder
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            return folder + "/input-history"
        } catch {
            console.note(localized("Typed lines are not kept: \(folder) cannot be made."))
            return nil
        }
    }
}
