import Dispatch
import Synchronization
import Terminal

/// Ends the process some time after a signal, since a pipe or a file system may keep a merge waiting for ever.
final class MergeWatchdog: Sendable {
    /// How long a merge that is to stop may take to remove its drafts.
    private static let grace = DispatchTimeInterval.seconds(1)

    private let isOver = Mutex(false)
    private let task = Mutex<Task<Void, Never>?>(nil)

    init() {
        let numbers = [SignalWatch.interrupt, SignalWatch.terminate, SignalWatch.quit, SignalWatch.hangUp]
        let signals = SignalWatch.signals(numbers)
        // The merge may keep all threads of the tasks.
        let task = Task(executorPreference: DispatchExecutor()) { [self] in
            for await number in signals {
                DispatchQueue.global().asyncAfter(deadline: .now() + Self.grace) { self.end(number) }
            }
        }
        self.task.withLock { $0 = task }
    }

    /// Lets the merge come to its end from now on; a signal that comes later does not keep files from their places.
    func stop() {
        isOver.withLock { $0 = true }
        task.withLock { $0?.cancel() }
    }

    private func end(_ number: Int32) {
        isOver.withLock { isOver in
            if !isOver { ProcessEnd.now(ExitCode(signal: number)) }
        }
    }
}

/// Runs tasks on threads of Dispatch.
private final class DispatchExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "cloudcompute.batch-merge")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
