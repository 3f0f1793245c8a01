import CloudComputeClient
import JSON

extension RequestBuilder {
    /// The body as it is sent: with the fields for a stream where the run wants streams, else without.
    ///
    /// Who a request is does not depend on this, so that a run may go on with the other setting.
    func wireBody(_ request: BatchRequest) -> [UInt8] {
        guard streams || request.body.containsBytes("\"stream\"") else { return request.body }
        return request.body.withUnsafeBufferPointer { body in
            guard let members = try? JSONObjectIndex(of: body) else { return request.body }
            func field(_ name: String, _ json: String) -> RequestBody.Field {
                RequestBody.Field(name: name, json: Array(json.utf8))
            }
            if streams {
                let fields = [field("stream", "true"), field("stream_options", #"{"include_usage":true}"#)]
                return RequestBody.setting(fields, in: body, members: members)
            }
            // A line made for a stream gives a whole reply; servers refuse `stream_options` without a stream.
            guard let stream = members["stream"], body[stream].elementsEqual("true".utf8) else { return request.body }
            let options = members["stream_options"] == nil ? [] : [field("stream_options", "null")]
            return RequestBody.setting([field("stream", "false")] + options, in: body, members: members)
        }
    }
}
