@preconcurrency import Dispatch
package import Files
import JSON
import Synchronization
import SystemPackage

/// The file in which a run tells of itself; it is written on a thread of its own, and never holds the run up.
package final class StatusFile: Sendable {
    /// Why a status is not kept.
    package enum Failure: Error, Sendable {
        /// A file that no run has written is there.
        case foreign(String)
        case unwritable(FileError)
    }

    private static let sizeLimit = 64 << 10
    /// How long the end of a run waits for a file system that does not answer.
    private static let patience = Duration.seconds(2)

    private struct State {
        var isWriting = false
        var hasFailed = false
    }

    private let path: String
    private let onFailure: @Sendable (Failure) -> Void
    private let queue = DispatchQueue(label: "cloudcompute.batch-status")
    private let state = Mutex(State())

    /// - Parameter onFailure: Told of the first failure, after which nothing more is written.
    package init(_ path: String, onFailure: @escaping @Sendable (Failure) -> Void) {
        self.path = path
        self.onFailure = onFailure
    }

    /// Writes a status in the background, unless the last one is still on its way.
    func write(_ status: BatchStatus) {
        let isFree = state.withLock { state in
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if isFree { enqueue(status) {} }
    }

    /// Writes the last status, and waits for it for a while.
    func finish(_ status: BatchStatus) async {
        let answer = FirstAnswer<Void>()
        enqueue(status) { answer.give(.success(())) }
        let timer = Task {
            try await Task.sleep(for: Self.patience)
            answer.give(.success(()))
        }
        try? await answer.value
        timer.cancel()
    }

    private func enqueue(_ status: BatchStatus, _ then: @escaping @Sendable () -> Void) {
        queue.async { [self] in
            do throws(Failure) {
                if !state.withLock({ $0.hasFailed }) { try replace(by: status) }
            } catch {
                state.withLock { $0.hasFailed = true }
                onFailure(error)
            }
            state.withLock { $0.isWriting = false }
            then()
        }
    }

    private func replace(by status: BatchStatus) throws(Failure) {
        do throws(FileError) {
            if let former = try FileStatus.of(path), former.kind != .regular || former.size > 0 {
                guard former.kind == .regular, Self.read(path) != nil else { throw FileError(path: path, .fileExists) }
            }
            let draft = try FileDraft(replacing: path)
            if let code = draft.descriptor.writeWhole(status.json.jsonBytes + [UInt8(ascii: "\n")]).failure {
                draft.discard()
                throw FileError(path: path, code)
            }
            try draft.commit()
            try? draft.descriptor.close()
        } catch {
            throw error.cause == .system(.fileExists) ? .foreign(path) : .unwritable(error)
        }
    }

    /// Reads a status; `nil` where there is none.
    static func read(_ path: String) -> BatchStatus? {
        (try? WholeFile.read(path, limit: sizeLimit)).flatMap { BatchStatus($0) }
    }
}
