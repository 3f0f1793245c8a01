import CloudComputeClient
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// An answer with a JSON body.
    init(json: JSONValue, status: HTTPResponse.Status = .ok) {
        self.init(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.jsonBytes)))
    }

    /// An error in the form that the inference endpoints use.
    init(error message: String, type: String, code: Int, status: HTTPResponse.Status) {
        self.init(
            json: ["error": ["message": .string(message), "type": .string(type), "code": JSONValue(code)]],
            status: status)
    }
}
