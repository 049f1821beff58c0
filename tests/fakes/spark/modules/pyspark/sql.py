"""NOT Spark: a stand-in of the tests."""

from types import SimpleNamespace


class Builder:
    def master(self, _url):
        return self

    def config(self, _name, _value):
        return self

    def getOrCreate(self):
        return self

    sparkContext = SimpleNamespace(setLogLevel=lambda level: None)

    def createDataFrame(self, rows, schema):
        assert schema == "feature1 double, feature2 double, feature3 double, feature4 double"
        return rows


SparkSession = SimpleNamespace(builder=Builder())
