enum PlaceholderSettings {}
import Yams
