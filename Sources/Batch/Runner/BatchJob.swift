import CloudComputeClient
import Files
import JSON
import SystemPackage

/// A request of a run, from reading it to recording what came of it.
struct BatchJob: Sendable {
    /// The request; its body is let go of while it waits, where it can be read again.
    var request: BatchRequest
    var identity: RequestFingerprint
    /// The line it came from, without its text.
    var line: InputLine
    /// What tells the body, while that is not here.
    var fingerprint: RequestFingerprint?

    /// Names of requests beyond this length are not kept in memory for ones that wait.
    private static let longestID = 4096

    init(_ request: BatchRequest, _ identity: RequestFingerprint, _ line: InputLine) {
        self.request = request
        self.identity = identity
        self.line = line
        self.line.content = .text([])
    }

    var canBeReadAgain: Bool { line.place != nil && request.customID.utf8.count <= Self.longestID }

    /// What the engine is told of it.
    ///
    /// - Parameter details: Whether the tokens and the model count.
    func facts(_ form: RequestBuilder, details: Bool) -> RequestFacts {
        var facts = RequestFacts(
            bytes: request.body.count + request.customID.utf8.count, canBeReadAgain: canBeReadAgain)
        guard details else { return facts }
        facts.tokens = TokenEstimate.total(request.body)
        if form.model == nil { facts.model = request.modelNumber }
        return facts
    }

    /// Lets go of the body.
    mutating func letGo() {
        guard canBeReadAgain, fingerprint == nil else { return }
        fingerprint = RequestFingerprint(request)
        request.body = []
    }

    /// Reads the body again, where it was let go of.
    ///
    /// - Throws: ``BatchError`` where the input cannot be read any more, `InputLineError` where the line has changed.
    func whole(_ form: RequestBuilder) async throws -> BatchJob {
        guard let fingerprint, let place = line.place else { return self }
        var line = line
        do throws(Errno) {
            let bytes = try await place.file.bytes(at: place.offset, count: place.length)
            line.content = .text(LineReader.trimmed(bytes[...]))
        } catch {
            throw BatchError.readingFailed(FileError(path: line.file, error))
        }
        var job = self
        job.request.body = try form.request(line).body
        guard RequestFingerprint(job.request) == fingerprint else {
            throw InputLineError(.changedMeanwhile)
        }
        job.fingerprint = nil
        return job
    }
}

extension BatchRequest {
    /// A number that tells its model from others.
    fileprivate var modelNumber: Int {
        body.withUnsafeBufferPointer { bytes in
            guard let range = try? JSONObjectIndex(of: bytes)?["model"] else { return 0 }
            var hasher = Hasher()
            hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[range]))
            return hasher.finalize()
        }
    }
}
