import AsyncHTTPClient
import JSON
import Localization
import NIOHTTP1
import NIOPosix

extension CloudComputeClient {
    /// Rents a machine (`POST /instances`), which costs money from now on.
    ///
    /// The instances are listed first and the request is sent once. Where no clear answer comes (a time-out, a broken
    /// connection, a 5xx, a body that makes no sense) they are listed again; if exactly one is new and has the offer's
    /// number, or the name and no other offer's number, it is the one.
    ///
    /// - Throws: ``CloudComputeError``: of code `gone` where the offer is no more; of code `unconfirmed` where the
    ///   instance may have been created; its message says what the list shows and its cause is what went wrong.
    public func createInstance(_ request: InstanceRequest) async throws -> Instance {
        let before: InstanceList
        do {
            before = try await instances()
        } catch var error as CloudComputeError {
            error.sentence = Message("\(error.sentence) Nothing was created.")
            throw error
        }
        var contract: Int?
        do {
            let body = try await send(.POST, ListEnvelope.Kind.instances.path, request.json)
            contract = Self.contract(body)
            if let instance = try InstanceList(body: body).instances.first { return instance }
            throw CloudComputeError(.badReply, Message("The server's answer does not say which instance it created."))
        } catch var error as CloudComputeError {
            if ServerDialect.isOfferGone(error) {
                error.code = .gone
                error.sentence = Message("The offer \(request.askID) is gone; choose another one.")
            } else if Self.isUnsent(error) {
                error.sentence = Message("\(error.sentence) Nothing was created.")
            } else if error.statusCode == 409 {
                // A conflict with what there is, which asking again does not solve.
                error.code = .rejected
            } else if error.mayHaveTakenEffect {
                return try await created(request, contract: contract, before: before, after: error)
            }
            throw error
        }
    }

    /// Looks for the instance that a request without a clear answer may have created.
    private func created(
        _ request: InstanceRequest, contract: Int?, before: InstanceList, after error: CloudComputeError
    ) async throws -> Instance {
        if error.code == .cancelled { throw Self.unconfirmed(error, Message("The instance may have been created.")) }
        let now: InstanceList
        do {
            now = try await instances()
        } catch let failure as CloudComputeError {
            throw Self.unconfirmed(
                error,
                Message(
                    "Whether a new instance exists is not known, since the list could not be read (\(failure.sentence)); "
                        + "it may have been created."))
        }
        let known = Set(before.instances.map(\.id))
        let new = now.instances.filter { !known.contains($0.id) }
        let fitting = new.filter { Self.isAnswer($0, to: request, contract: contract) }
        if let instance = fitting.first, fitting.count == 1, before.isComplete, now.isComplete { return instance }
        let numbers = new.map { String($0.id) }.joined(separator: ", ")
        let seen =
            switch new.count {
            case 0: Message("No new instance is listed so far, but it may have been created and appear later.")
            case 1: Message("A new instance exists, \(numbers); it may be the one that was asked for.")
            default: Message("New instances exist, \(numbers); one of them may be the one that was asked for.")
            }
        throw Self.unconfirmed(error, seen)
    }

    /// Whether an instance is what a request asked for, as far as its row tells.
    private static func isAnswer(_ instance: Instance, to request: InstanceRequest, contract: Int?) -> Bool {
        if let contract, instance.id == contract || instance.json.whole("vast_id") == contract { return true }
        if let askID = instance.askID { return askID == request.askID }
        guard let name = request.name else { return false }
        return instance.name == name || instance.label == name
    }

    private static func unconfirmed(_ error: CloudComputeError, _ words: Message) -> CloudComputeError {
        var open = CloudComputeError(
            .unconfirmed, Message("\(error.sentence) \(words)"), statusCode: error.statusCode,
            serverCode: error.serverCode,
            cause: error)
        open.requestID = error.requestID
        return open
    }

    /// Vast's number of what it created, where it says no more than that.
    private static func contract(_ body: [UInt8]) -> Int? { (try? JSONValue(parsing: body))?["new_contract"]?.int }

    /// Whether the request cannot have reached the server.
    private static func isUnsent(_ error: CloudComputeError) -> Bool {
        error.cause is NIOConnectionError || error.cause as? HTTPClientError == .connectTimeout
    }
}
