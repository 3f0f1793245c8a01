import JSON

extension CloudComputeError {
    /// Reads the refusal that an answer with status 2xx carries in its body; `nil` where it carries none.
    ///
    /// A row may have an `error` of its own, which is no failure of the request.
    ///
    /// Fact: Vast says `{"success":false,"error":…,"msg":…}` (`docs/api-facts.md` section 4).
    init?(refusalIn json: JSONValue) {
        if json["success"]?.flag == false {
            self.init(body: json, statusCode: nil)
            serverCode = serverCode ?? json["error"]?.string
            if code == .serverFailure, serverCode.flatMap({ Int($0) }) == nil { code = .rejected }
        } else if json.rowID == nil, let failure = CloudComputeError(inBand: json) {
            self = failure
        } else {
            return nil
        }
    }
}
