import Files
import SystemPackage

/// How far a pool is: its workers leave no status, but mark the chunks that are done.
package struct PoolStatus: Sendable, Equatable {
    /// More chunks than this are not believed.
    private static let maximumChunks = 10_000_000

    private let folder: String
    /// Whether each chunk is done.
    package let isDone: Bool

    /// Looks at a folder; `nil` where what stands in it does not describe a pool.
    ///
    /// - Throws: ``FileError``.
    init?(_ folder: String) throws(FileError) {
        let path = "\(folder)/\(PoolFolder.description)"
        guard let description = PoolDescription(try WholeFile.read(path, limit: PoolFolder.maximumDescription)),
            description.lines / description.rule.smallest <= Self.maximumChunks
        else { return nil }
        self.folder = folder
        var names: [String] = []
        do throws(FileError) { names = try FolderListing.names(in: "\(folder)/\(PoolFolder.done)") } catch {
            guard error.cause == .system(.noSuchFileOrDirectory) else { throw error }
        }
        let done = PoolFolder.doneChunks(names)
        isDone = (0..<description.plan.count).allSatisfy { done[$0] != nil }
    }

    /// Whether an output is a part of the pool.
    func holds(_ output: String) -> Bool { output.hasPrefix("\(folder)/\(PartSet.poolParts)/") }
}
