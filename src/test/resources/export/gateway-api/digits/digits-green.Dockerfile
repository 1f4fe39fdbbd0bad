# Puts the model of digits/green where its server looks for it; the build context is the model’s folder.
ARG SERVER
FROM ${SERVER}
COPY [".", "/opt/ml/model/"]
