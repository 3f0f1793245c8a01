import Foundation
import Synchronization
package import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A program in a session of its own, whose pipes a thread of this process writes and reads until it ends.
///
/// The program gets SIGTERM where this process is killed (Linux), and finds the end of its input in any case.
package final class PipedProgram: Sendable {
    /// What happens, told on the program's own thread.
    package enum Event: Sendable {
        /// It wrote this to its standard output.
        case output([UInt8])
        /// It wrote this to its standard error.
        case error([UInt8])
        /// It closed its standard output.
        case outputEnded
        /// It reads no more.
        case inputEnded
        /// It has ended, and with it all that it started and that stayed in its session's group.
        case ended(ChildGroup.Ending)
    }

    /// The most that waits to be read by the program, in bytes.
    private static let outgoingLimit = 32 << 20

    /// What the thread is asked for.
    struct Requests: Sendable {
        var outgoing: [UInt8] = []
        var closesInput = false
        var ending: EndingSequence.Step?
        var leaderEnded = false
        var isOver = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let requests = Mutex(Requests())
    private let wake: WakePipe

    private init(_ wake: WakePipe) { self.wake = wake }

    /// Starts a program.
    ///
    /// - Throws: What the system says, also where the program cannot be executed.
    package static func start(
        _ program: ChildProgram, environment: [String], folder: String?,
        tell: @escaping @Sendable (Event) -> Void
    ) async throws(Errno) -> PipedProgram {
        let piped = PipedProgram(try WakePipe())
        var options = ChildProgram.Options()
        (options.environment, options.folder) = (environment, folder)
        options.leadsSession = true
        options.endsWithThread = true
        let failure: Errno? = await withCheckedContinuation { continuation in
            // Linux ends the program with the thread that starts it, so that thread stays.
            Thread.detachNewThread { [options] in
                do throws(Errno) {
                    var loop = try PipedProgramLoop(program, options)
                    continuation.resume(returning: nil)
                    loop.run(piped, wake: piped.wake, tell)
                } catch {
                    continuation.resume(returning: error)
                }
            }
        }
        if let failure { throw failure }
        return piped
    }

    /// Gives the program bytes to read, after all that came before.
    ///
    /// - Returns: Whether they are on their way; too many wait already where not, or the program has ended.
    @discardableResult
    package func write(_ bytes: [UInt8]) -> Bool {
        let isTaken = requests.withLock { requests in
            guard !requests.isOver, !requests.closesInput,
                requests.outgoing.count + bytes.count <= Self.outgoingLimit
            else { return false }
            requests.outgoing += bytes
            return true
        }
        if isTaken { wake.wake() }
        return isTaken
    }

    /// Closes the program's input once it has read all.
    package func closeInput() {
        requests.withLock { $0.closesInput = true }
        wake.wake()
    }

    /// Brings the program to its end without waiting for it.
    ///
    /// - Parameter first: Where the order of its ending begins.
    package func beginEnding(_ first: EndingSequence.Step = .closeInput) {
        requests.withLock { if $0.ending == nil { $0.ending = first } }
        wake.wake()
    }

    /// Brings the program to its end, with all that it started, and waits for that.
    package func end(_ first: EndingSequence.Step = .closeInput) async {
        beginEnding(first)
        await withCheckedContinuation { continuation in
            let isOver = requests.withLock { requests in
                if !requests.isOver { requests.waiting.append(continuation) }
                return requests.isOver
            }
            if isOver { continuation.resume() }
        }
    }

    /// Hands over what is asked for, with the bytes to write.
    func take(_ pending: inout [UInt8]) -> Requests {
        requests.withLock { requests in
            if pending.isEmpty { swap(&pending, &requests.outgoing) }
            return requests
        }
    }

    /// Notes that the program itself has ended.
    func noteLeaderEnded() {
        requests.withLock { $0.leaderEnded = true }
        wake.wake()
    }

    /// Notes that all is over.
    func noteOver() {
        let waiting = requests.withLock { requests in
            requests.isOver = true
            requests.outgoing = []
            defer { requests.waiting = [] }
            return requests.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
