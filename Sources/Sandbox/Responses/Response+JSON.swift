import HTTPTypes
import Hummingbird
import JSON
import NIOCore

extension Response {
    /// A response with a JSON body.
    init(json: JSONValue, status: HTTPResponse.Status = .ok) {
        self.init(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.jsonBytes)))
    }
}
