import JSON
import Localization

extension MCPClientState {
    /// Takes what a server sent: a line, an event, a body.
    mutating func receive(_ bytes: [UInt8], now: Duration) -> [Action] {
        if case .failed = phase { return [] }
        guard bytes.contains(where: { $0 > 0x20 }) else {
            return useless(limits.emptyLine, now)
        }
        guard let json = try? JSONValue(parsing: bytes), json.object != nil || json.array != nil else {
            return useless(bytes.count, now) + tellNoise()
        }
        var actions: [Action] = []
        // Versions before 2025-06-18 may send several at once.
        for part in json.array ?? [json] {
            guard let message = MCPIncoming(part) else {
                actions += useless(bytes.count, now) + tellNoise()
                continue
            }
            actions += receive(message, size: bytes.count, now: now)
        }
        return actions
    }

    private mutating func receive(_ message: MCPIncoming, size: Int, now: Duration) -> [Action] {
        switch message {
        case .response(let id, let result):
            guard let id = id.int, pending[id] != nil else { return useless(size, now) }
            uselessBytes = 0
            return answered(id, result, size: size, now: now)
        case .request(let id, let method):
            guard id.text != nil else { return useless(size, now) }
            let result: Result<JSONObject, MCPError> = method == "ping" ? .success([:]) : .failure(.methodNotFound)
            return useless(size, now) + [.send(stamped(.answer(to: id, result)))]
        case .notification(let method, let parameters):
            switch method {
            case "notifications/progress": return progress(parameters, size: size, now: now)
            case "notifications/tools/list_changed":
                if !isModern { isStale = true }
                return useless(size, now)
            default: return useless(size, now)
            }
        }
    }

    private mutating func progress(_ parameters: JSONValue, size: Int, now: Duration) -> [Action] {
        guard let id = parameters["progressToken"]?.int, var entry = pending[id], entry.kind == .call else {
            return useless(size, now)
        }
        entry.heard = now
        defer { pending[id] = entry }
        // The screen cannot show more.
        if let last = entry.lastProgress, now - last < limits.progressPace { return useless(size, now) }
        uselessBytes = 0
        entry.lastProgress = now
        let progress = ToolProgress(
            message: VisibleText.cut(parameters["message"]?.string ?? "", to: 500),
            progress: parameters["progress"]?.double, total: parameters["total"]?.double)
        return [.progress(call: id, progress)]
    }

    /// Counts what came unasked; a server that sends nothing else is given up.
    mutating func useless(_ size: Int, _ now: Duration) -> [Action] {
        if case .failed = phase { return [] }
        // One that talks a little for days is no flood.
        let seconds = Int(min(max(0, (now - uselessSince).components.seconds), 1 << 20))
        let forgotten = seconds * limits.uselessPace
        if forgotten > 0 {
            uselessBytes = max(0, uselessBytes - forgotten)
            uselessSince = now
        }
        uselessBytes += size
        guard uselessBytes > limits.uselessBytes else { return [] }
        return fail(.brokenProtocol(Message("it writes without end what nobody asked for")))
    }

    private mutating func tellNoise() -> [Action] {
        if hasToldNoise { return [] }
        hasToldNoise = true
        return [.notice(.noise)]
    }

    /// Takes the answer to a request.
    mutating func answered(
        _ id: Int, _ result: Result<JSONValue, MCPError>, size: Int, now: Duration
    ) -> [Action] {
        guard let entry = pending.removeValue(forKey: id) else { return [] }
        switch (entry.kind, result) {
        case (.initialize, .success(let result)): return initialized(result, now: now)
        case (.initialize, .failure(let error)):
            refusals.append(Message(verbatim: error.message))
            return discover(now: now)
        case (.discover, .success(let result)): return discovered(result, now: now)
        case (.discover, .failure(let error)):
            refusals.append(Message(verbatim: error.message))
            return fail(.refused(refusals))
        case (.list, .success(let page)): return listed(page, size: size, now: now)
        case (.list, .failure(let error)): return listFailed(error)
        case (.call, .success(let result)):
            let (outcome, text) = MCPContent.text(of: result)
            return [.finished(call: id, .result(outcome, text))]
        case (.call, .failure(let error)):
            return [.finished(call: id, .result(.failed, "Error: \(error.message)"))]
        }
    }

    private mutating func initialized(_ result: JSONValue, now: Duration) -> [Action] {
        let version = result["protocolVersion"]?.string ?? ""
        guard MCPVersion.allLegacy.contains(version) else { return fail(.unknownVersion(version)) }
        info = MCPServerInfo(result, protocolVersion: version, isModern: false)
        let hello = Action.send(stamped(.notification("notifications/initialized")))
        guard !requeued.isEmpty else { return [hello] + beginListing(now: now) }
        // A new session in place of one that the server had forgotten.
        phase = .ready
        isStale = true
        let lost = requeued
        requeued = []
        for entry in lost { if let id = entry.message.id { pending[id] = entry } }
        return [hello] + lost.map { .send($0.message) }
    }

    private mutating func discovered(_ result: JSONValue, now: Duration) -> [Action] {
        let versions = result["supportedVersions"]?.array?.compactMap(\.string) ?? []
        guard versions.contains(MCPVersion.modern) else {
            return fail(.unknownVersion(versions.joined(separator: ", ")))
        }
        info = MCPServerInfo(result, protocolVersion: MCPVersion.modern, isModern: true)
        return beginListing(now: now)
    }

    private mutating func listed(_ page: JSONValue, size: Int, now: Duration) -> [Action] {
        listing.bytes += size
        guard listing.bytes <= limits.listBytes else {
            return fail(.brokenProtocol(Message("its list of tools is larger than \(limits.listBytes >> 20) MiB")))
        }
        guard let object = page.object, object["tools"].map({ $0.array != nil }) ?? true else {
            return fail(.brokenProtocol(Message("its answer to tools/list holds no list of tools")))
        }
        let (next, isCut) = listing.add(page, usesHeaders: isModern && !isProcess, limits)
        if let next {
            return [request(.list(cursor: next), "tools/list", ["cursor": .string(next)], now)]
        }
        tools = listing.tools
        phase = .ready
        let notices =
            listing.droppedCount > 0
            ? [Action.notice(.dropped(count: listing.droppedCount, first: listing.dropped))] : []
        return notices + (isCut ? [.notice(.listCut(pages: listing.pages))] : []) + [.ready]
    }

    private mutating func listFailed(_ error: MCPError) -> [Action] {
        // A server without tools need not know the request.
        guard error.code == MCPError.methodNotFound.code, listing.pages == 0 else {
            return fail(.refused([Message(verbatim: error.message)]))
        }
        tools = []
        phase = .ready
        return [.ready]
    }
}
