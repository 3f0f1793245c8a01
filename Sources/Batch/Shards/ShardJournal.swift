import Files

/// Opens the journal of a shard, beside whatever else still works on the shard.
///
/// A launcher that has lost sight of a node starts its task again while the first program may still run. The second one
/// waits for the lock, then goes on in files of its own that take in what the first has done; the same where the file system
/// has no locks. Merging takes in all files of a shard, so that neither does any harm.
struct ShardJournal {
    private static let pace = Duration.seconds(1)
    private static let maximumAttempts = 10_000

    let run: BatchRun
    let sharding: Sharding
    let survey: InputScan
    let approve: @Sendable (StaleResults) -> Bool

    /// A journal and the files that it writes.
    struct Opened {
        var journal: Journal
        var output: String
        var errors: String
    }

    /// Opens the journal.
    ///
    /// - Throws: ``BatchError``.
    func open() async throws -> Opened {
        let clock = ContinuousClock()
        let end = clock.now + sharding.lockPatience
        var exclusion = FileSystemDisk.Exclusion.checkedLock
        var isWaiting = false
        while true {
            do throws(BatchError) {
                return try await open(nil, exclusion)
            } catch {
                switch error {
                case .lockedOutput(let path):
                    guard exclusion != .creation, clock.now < end else { return try await openAttempt(exclusion) }
                    if !isWaiting { run.notify(.waitsForLock(path, sharding.lockPatience)) }
                    isWaiting = true
                case .unusableOutput(_, let reason) where reason.isOfLocks && exclusion != .creation:
                    exclusion = .creation
                    continue
                default: throw error
                }
            }
            try await Task.sleep(for: min(Self.pace, end - clock.now))
        }
    }

    private func openAttempt(_ exclusion: FileSystemDisk.Exclusion) async throws(BatchError) -> Opened {
        let first = max(1, sharding.restarts ?? 1)
        for number in first..<first + Self.maximumAttempts {
            do throws(BatchError) {
                let opened = try await open(number, exclusion)
                run.notify(
                    exclusion == .creation
                        ? .hasNoLocks(run.output, goesOnIn: opened.output)
                        : .isStillLocked(run.output, goesOnIn: opened.output))
                return opened
            } catch {
                guard case .lockedOutput = error else { throw error }
            }
        }
        throw .lockedOutput(run.output)
    }

    private func open(_ attempt: Int?, _ exclusion: FileSystemDisk.Exclusion) async throws(BatchError) -> Opened {
        func path(_ path: String) -> String { attempt.map { ShardPath.attempt($0, at: path) } ?? path }
        let output = path(run.output)
        let attempts: [Int]
        do { attempts = try ShardPath.attempts(at: run.output) } catch {
            throw .unusableOutput(RunFile(.output(.results), run.output), error)
        }
        let all = [run.output] + attempts.map { ShardPath.attempt($0, at: run.output) }
        let errors =
            run.errors == BatchRun.errorsPath(run.output) ? BatchRun.errorsPath(output) : path(run.errors)
        let journal = try await Journal(
            output: output, errors: errors, survey: survey, exclusion: exclusion, others: all.filter { $0 != output },
            approve: approve)
        return Opened(journal: journal, output: output, errors: errors)
    }
}

extension FileError {
    fileprivate var isOfLocks: Bool {
        if case .notLockable = cause { true } else { false }
    }
}
