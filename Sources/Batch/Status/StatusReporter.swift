import Foundation
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Tells in a ``StatusFile`` how far a run has come, every few seconds and at its end.
package final class StatusReporter: Sendable {
    /// The seconds between two statuses.
    private static let interval = 5.0
    /// How often it is looked whether the run has begun to send.
    private static let pace = Duration.milliseconds(250)

    private let progress: BatchProgress
    private let onFailure: @Sendable (StatusFile.Failure) -> Void
    private let file = Mutex<StatusFile?>(nil)
    private let template: BatchStatus
    private let rate = Mutex(RecentRate())

    /// - Parameter onFailure: Told of the first failure, after which nothing more is written.
    package init(_ progress: BatchProgress, onFailure: @escaping @Sendable (StatusFile.Failure) -> Void) {
        self.progress = progress
        self.onFailure = onFailure
        var status = BatchStatus()
        status.pid = Int(getpid())
        status.host = Machine.name
        status.started = Self.now
        status.interval = Self.interval
        template = status
    }

    /// Tells until the task is cancelled.
    ///
    /// Until the run is ready to send it is not known what is done, nor that it may have the output, and so the status of
    /// another run stays.
    package func run() async {
        var last: Double?
        while !Task.isCancelled {
            if let file = openFile(), last.map({ Self.now - $0 >= Self.interval }) ?? true {
                last = Self.now
                file.write(status())
            }
            try? await Task.sleep(for: last == nil ? Self.pace : .seconds(Self.interval))
        }
    }

    /// Tells how the run has ended.
    package func end(exitCode: Int) async {
        guard let file = openFile() else { return }
        var status = status()
        status.state = BatchStatus.State(exitCode: exitCode, remaining: status.remaining)
        status.exitCode = exitCode
        await file.finish(status)
    }

    /// The file beside the output; `nil` until the run is ready to send, and where it is a pipe.
    private func openFile() -> StatusFile? {
        let snapshot = progress.snapshot
        guard snapshot.phase == .requests, let output = snapshot.output, let path = BatchStatus.path(output: output)
        else { return nil }
        return file.withLock { file in
            if file == nil { file = StatusFile(path, onFailure: onFailure) }
            return file
        }
    }

    private func status() -> BatchStatus {
        let snapshot = progress.snapshot
        var status = template
        status.updated = Self.now
        status.total = snapshot.total
        status.done = snapshot.alreadyDone + snapshot.succeeded
        status.failed = max(0, snapshot.failed - snapshot.postponed)
        status.tokens = snapshot.tokens
        status.cost = snapshot.cost
        let count = snapshot.succeeded + snapshot.failed
        status.rate = rate.withLock { rate in
            rate.note(count, at: status.updated)
            return rate.perSecond
        }
        return status
    }

    private static var now: Double { (Date().timeIntervalSince1970 * 1000).rounded() / 1000 }
}
